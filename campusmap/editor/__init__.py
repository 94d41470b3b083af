"""Marking by hand: a page on the loopback address over one campus folder.

A request comes in by ``front`` (who may: ``guard``), is routed by ``answers``, read by ``order`` and led by ``orders``
to whoever knows how to do it: ``rows``, ``entrance``, ``corners``, ``areas``, ``dividing``, ``traces``, ``placing``
(floors that lie on the ground; ``anchored`` by an anchor) or ``laying`` (those that do not yet). Each of these
returns changes to people's files, and writes nothing. ``ground`` leads places of the page to the campus, ``drawn``
shapes to the file and back, ``memory`` keeps what the drawing said, ``pictures`` keeps photos that are added.
``desk`` holds the campus as judged last and ``facts`` what the page shows of it besides the map; ``kept`` is the page
of the last time, ``opening`` shows a campus of which none was kept while its drawings are read, ``serve`` is the
running program.
"""
