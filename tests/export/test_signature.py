"""Signed kits: minisign itself and a textbook implementation check what was written, and every changed bit is seen."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from demo_campus import demo_kit
from export.textbook_ed25519 import holds, public_file, public_key, secret_file, vouches

from campusmap.cli import cli
from campusmap.errors import InputError
from campusmap.export.manifest import SIGNATURE, verify_kit, write_manifest
from campusmap.export.signature import check_signature, sign_manifest
from campusmap.ingest.signing_keys import read_public_key, read_signing_key
from campusmap.model.signing import PublicKey, SigningKey
from campusmap.pipeline.publish import refuse_foreign

NAME, SEED = b"campus01", bytes(range(40, 72))
# A signature by minisign over b"test", in its older form, as its users' documentation prints it.
MINISIGN_KEY = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3"
MINISIGN_SIGNATURE = (
    "untrusted comment: signature from minisign secret key\n"
    "RWQf6LRCGA9i59SLOFxz6NxvASXDJeRtuZykwQepbDEGt87ig1BNpWaVWuNrm73YiIiJbq71Wi+dP9eKL8OC351vwIasSSbXxwA=\n"
    "trusted comment: timestamp:1555779966\tfile:test\n"
    "QtKMXWyYcwdpZAlPF7tE2ENJkRd1ujvKjlj1m9RtHTBnZPa5WKU5uWRs5GoP5M/VqE81QFuMKI5k/SfNQUaOAA==\n"
)


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    folder = tmp_path / "kit"
    folder.mkdir()
    (folder / "map.html").write_text("a map")
    write_manifest(demo_kit(), folder)
    return folder


def sign(folder: Path) -> PublicKey:
    sign_manifest(folder, SigningKey(NAME, SEED), demo_kit().edition)
    return PublicKey(NAME, public_key(SEED))


def test_the_textbook_holds_against_the_rfc() -> None:
    """The first test vector of RFC 8032, 7.1: an empty message."""
    key = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    signature = bytes.fromhex(
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe"
        "24655141438e7a100b"
    )
    assert public_key(seed) == key and holds(key, b"", signature) and not holds(key, b"x", signature)


def test_another_hand_and_minisign_itself_vouch_for_a_signed_kit(kit: Path, tmp_path: Path) -> None:
    key = sign(kit)
    text = (kit / SIGNATURE).read_text()
    data = (kit / "manifest.json").read_bytes()
    assert vouches(text, data, NAME, key.key) and not vouches(text, data + b" ", NAME, key.key)
    assert check_signature(kit, key) == [] and verify_kit(kit) == []
    sign(kit)
    assert (kit / SIGNATURE).read_text() == text  # the same bytes each time
    if shutil.which("minisign") is None:
        pytest.skip("minisign is not installed; the textbook has judged")
    (tmp_path / "key.pub").write_text(public_file(NAME, SEED))
    check = ["minisign", "-Vm", "manifest.json", "-p", str(tmp_path / "key.pub")]
    done = subprocess.run(check, cwd=kit, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and demo_kit().edition.fingerprint in done.stdout
    (kit / "manifest.json").write_bytes(data + b" ")
    assert subprocess.run(check, cwd=kit, capture_output=True, check=False).returncode != 0


def test_keys_that_minisign_made_sign_and_are_checked(kit: Path, tmp_path: Path) -> None:
    if shutil.which("minisign") is None:
        pytest.skip("minisign is not installed")
    make = ["minisign", "-G", "-W", "-p", "key.pub", "-s", "key"]
    subprocess.run(make, cwd=tmp_path, check=True, capture_output=True)
    sign_manifest(kit, read_signing_key(tmp_path / "key", lambda: ""), demo_kit().edition)
    assert check_signature(kit, read_public_key(str(tmp_path / "key.pub"))) == []
    subprocess.run(
        ["minisign", "-Sm", str(kit / "manifest.json"), "-s", "key", "-W"], cwd=tmp_path, check=True,
        capture_output=True, input=b"\n",
    )  # fmt: skip
    assert check_signature(kit, read_public_key(str(tmp_path / "key.pub"))) == []


@pytest.mark.full
def test_a_key_that_minisign_locked_opens_with_its_password_only(tmp_path: Path) -> None:
    if shutil.which("minisign") is None:
        pytest.skip("minisign is not installed")
    make = ["minisign", "-G", "-p", "key.pub", "-s", "key"]
    subprocess.run(make, cwd=tmp_path, check=True, capture_output=True, input=b"pass word\npass word\n")
    key = read_signing_key(tmp_path / "key", lambda: "pass word")
    public = read_public_key(str(tmp_path / "key.pub"))
    assert (key.id, public_key(key.seed)) == (public.id, public.key)
    with pytest.raises(InputError, match="does not open"):
        read_signing_key(tmp_path / "key", lambda: "password")


def test_a_published_signature_is_checked(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_bytes(b"test")
    (tmp_path / SIGNATURE).write_text(MINISIGN_SIGNATURE)
    key = read_public_key(MINISIGN_KEY)
    assert check_signature(tmp_path, key) == []
    (tmp_path / "manifest.json").write_bytes(b"tesu")
    assert check_signature(tmp_path, key) != []


def test_a_locked_key_opens_with_its_password_only(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text(secret_file(NAME, SEED, "pass word"))
    key = read_signing_key(path, lambda: "pass word")
    assert (key.id, key.seed) == (NAME, SEED) and "seed" not in repr(key)
    with pytest.raises(InputError, match="does not open"):
        read_signing_key(path, lambda: "password")
    path.write_text(secret_file(NAME, SEED))
    assert read_signing_key(path, pytest.fail).seed == SEED  # a bare key asks for nothing


def test_what_is_no_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "key"
    greedy = secret_file(NAME, SEED, "x", memory=1 << 40)
    toiling = secret_file(NAME, SEED, "x", operations=1 << 62)
    for text in ("", "untrusted comment: x\nAAAA\n", public_file(NAME, SEED), greedy, toiling):
        path.write_text(text)
        with pytest.raises(InputError):
            read_signing_key(path, lambda: "x")
    for text in ("", "AAAA", secret_file(NAME, SEED)):
        with pytest.raises(InputError):
            read_public_key(text)


@pytest.mark.parametrize("flips", [40, pytest.param(400, marks=pytest.mark.full)])
def test_every_flipped_bit_of_manifest_or_signature_is_seen(kit: Path, flips: int) -> None:
    """Bits of the untrusted comment after its first words are the only ones that nobody signs."""
    key, dice = sign(kit), random.Random(7)
    unsigned = (kit / SIGNATURE).read_text().index("\n") + 1
    for _ in range(flips):
        path = kit / dice.choice(["manifest.json", SIGNATURE])
        whole = path.read_bytes()
        at = dice.randrange(unsigned if path.name == SIGNATURE else 0, len(whole))
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << dice.randrange(8)]) + whole[at + 1 :])
        assert check_signature(kit, key) != [], (path.name, at)
        path.write_bytes(whole)
    assert check_signature(kit, key) == []


def test_the_command_says_who_signed_and_what_is_wrong(kit: Path, tmp_path: Path) -> None:
    def verify(*more: str) -> tuple[int, str]:
        run = CliRunner().invoke(cli, ["verify", str(kit), *more])
        return run.exit_code, run.output

    public = tmp_path / "key.pub"
    public.write_text(public_file(NAME, SEED))
    code, said = verify("--key", str(public))
    assert code == 1 and "manifest.json.minisig: is missing" in said
    sign(kit)
    refuse_foreign(kit)  # a signed kit may be built over
    assert verify()[0] == 0 and "--key" in verify()[1]
    code, said = verify("--key", str(public))
    assert code == 0 and f"Signed by {NAME[::-1].hex().upper()}" in said and demo_kit().edition.fingerprint in said
    code, said = verify("--key", MINISIGN_KEY)
    assert code == 1 and "by another key" in said and "as it was built" in said
    (kit / "map.html").write_text("another map")
    assert verify("--key", str(public))[0] == 1
    (kit / SIGNATURE).write_bytes(b"\xff\xfe")
    assert "damaged" in verify("--key", str(public))[1]
