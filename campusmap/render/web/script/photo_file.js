// Photos are drawn anew, small: what a camera writes beside the pixels, the place above all, never reaches the file.

const PHOTO_SIDE = 1280;

/** @param {File} file @returns {Promise<string>} */
function shrinkPhoto(file) {
  return new Promise((resolve, reject) => {
    const picture = new Image(), address = URL.createObjectURL(file);
    picture.onload = () => {
      URL.revokeObjectURL(address);
      const scale = Math.min(1, PHOTO_SIDE / Math.max(picture.naturalWidth, picture.naturalHeight, 1));
      const canvas = el("canvas", { width: String(Math.max(1, Math.round(picture.naturalWidth * scale))), height: String(Math.max(1, Math.round(picture.naturalHeight * scale))) });
      const pen = canvas.getContext("2d");
      if (!pen) { reject(new Error("no canvas")); return; }
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
      resolve(canvas.toDataURL("image/jpeg", 0.8));
    };
    picture.onerror = () => { URL.revokeObjectURL(address); reject(new Error("no picture")); };
    picture.src = address;
  });
}
