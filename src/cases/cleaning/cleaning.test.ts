import * as fc from "fast-check";
import { strFromU8, unzipSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { docxSample, jpegSample, m4aSample, mp3Sample, odtSample, oggSample, oggSound, pdfSample, pngSample, secrets, webpSample } from "../../../tests/support/sample-files.ts";
import { ascii, find, joined } from "./bytes.ts";
import { type Cleaned, cleanFile, type FileKind, type FileRefusal, maxFileBytes, safeFileName } from "./index.ts";
import { unfolded } from "./unfold.ts";

const samples: Readonly<Record<FileKind, () => Uint8Array>> = {
  jpeg: jpegSample,
  png: pngSample,
  webp: webpSample,
  mp3: mp3Sample,
  m4a: m4aSample,
  ogg: oggSample,
  pdf: pdfSample,
  docx: docxSample,
  odt: odtSample,
};
const kinds = Object.keys(samples) as FileKind[];

function accepted(cleaned: Cleaned): Extract<Cleaned, { ok: true }> {
  if (!cleaned.ok) throw new Error(`refused: ${cleaned.because}`);
  return cleaned;
}

function refusal(bytes: Uint8Array): FileRefusal | undefined {
  const cleaned = cleanFile(bytes);
  return cleaned.ok ? undefined : cleaned.because;
}

/** Every stretch of bytes in which something could still stand: the file, and the parts of an archive unpacked. */
function visible(kind: FileKind, bytes: Uint8Array): Uint8Array[] {
  return kind === "docx" || kind === "odt" ? [bytes, ...Object.values(unzipSync(bytes)), ascii(Object.keys(unzipSync(bytes)).join("\n"))] : [bytes];
}

function holdsSecret(kind: FileKind, bytes: Uint8Array): boolean {
  return visible(kind, bytes).some((part) =>
    secrets.some((secret) => {
      const utf16 = Uint8Array.from(secret, (character) => character.charCodeAt(0)).reduce<number[]>((all, byte) => [...all, byte, 0], []);
      const hex = Buffer.from(secret).toString("hex");
      return find(part, secret, 0) !== -1 || Buffer.from(part).includes(Buffer.from(utf16)) || find(part, hex, 0) !== -1;
    }),
  );
}

describe("a file that somebody adds to a report", () => {
  it.each(kinds)("tells no place, camera or author after cleaning: %s", (kind) => {
    const sample = samples[kind]();
    expect(holdsSecret(kind, sample)).toBe(true);
    const cleaned = accepted(cleanFile(sample));
    expect(cleaned.kind).toBe(kind);
    expect(holdsSecret(kind, cleaned.bytes)).toBe(false);
    expect(cleaned.removed.length).toBeGreaterThan(0);
    expect(cleaned.left).toEqual([]);
  });

  it.each(kinds)("is the same after cleaning twice, and the original is left alone: %s", (kind) => {
    const sample = samples[kind]();
    const before = Uint8Array.from(sample);
    const once = accepted(cleanFile(sample)).bytes;
    expect(accepted(cleanFile(once)).bytes).toEqual(once);
    expect(sample).toEqual(before);
  });

  it.each(kinds)("is refused when it was broken off anywhere: %s", (kind) => {
    const whole = accepted(cleanFile(samples[kind]())).bytes;
    for (let part = 1; part < 20; part += 1) {
      const cut = whole.subarray(0, Math.floor((whole.length * part) / 20));
      const cleaned = cleanFile(cut);
      // MP3 has no end: a shorter recording is a recording, and an OGG cut between two pages is a shorter one.
      if (kind === "mp3" || kind === "ogg") expect(cleaned.ok ? cleaned.bytes.length <= cut.length : true).toBe(true);
      else expect(cleaned.ok).toBe(false);
    }
  });

  it("is refused above 25 MB, before it is read", () => {
    expect(refusal(new Uint8Array(maxFileBytes + 1))).toBe("too-large");
  });

  it.each([
    ["a web page", "<!DOCTYPE html><html><script>alert(1)</script></html>"],
    ["a drawing that can hold a program", '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'],
    ["a program", "MZ\x90\0\x03"],
    ["a film", "\x1a\x45\xdf\xa3 webm"],
    ["a moving picture", "GIF89a\x01\0\x01\0"],
    ["an archive", "7z\xbc\xaf\x27\x1c"],
    ["nothing at all", ""],
  ])("is refused when it is %s, whatever its name says", (_, content) => {
    expect(refusal(ascii(content))).toBe("kind");
  });

  it("is refused when it is an archive or another kind of document", () => {
    expect(refusal(zipSync({ "a.txt": ascii("a") }))).toBe("kind");
    expect(refusal(zipSync({ "[Content_Types].xml": ascii("<Types/>"), "xl/workbook.xml": ascii("<a/>") }))).toBe("kind");
  });
});

describe("a photo", () => {
  it("keeps which side is up and nothing else of what the camera wrote", () => {
    const cleaned = accepted(cleanFile(jpegSample(6))).bytes;
    const at = find(cleaned, "Exif\0\0", 0);
    expect(cleaned.subarray(at + 6, at + 32)).toEqual(Uint8Array.of(0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0));
    expect(find(accepted(cleanFile(jpegSample(1))).bytes, "Exif", 0)).toBe(-1);
  });

  it("keeps its picture byte for byte", () => {
    const original = jpegSample();
    const scan = original.subarray(find(original, "\xff\xda", 0), find(original, "\xff\xd9", 0));
    expect(find(accepted(cleanFile(original)).bytes, String.fromCharCode(...scan), 0)).toBeGreaterThan(0);
  });

  it("is refused when something else calls itself a table of the picture", () => {
    const photo = jpegSample();
    photo[find(photo, "\xff\xed", 0) + 1] = 0xdb;
    expect(refusal(photo)).toBe("damaged");
  });

  it("loses a web page that was hung behind it", () => {
    expect(find(accepted(cleanFile(jpegSample())).bytes, "<html>", 0)).toBe(-1);
  });

  it("is refused when a part of it does not agree with its sum", () => {
    const png = pngSample();
    png[find(png, "IDAT", 0) + 6] = 0;
    expect(refusal(png)).toBe("damaged");
  });
});

describe("a recording", () => {
  it("keeps its sound: MP3", () => {
    const cleaned = accepted(cleanFile(mp3Sample())).bytes;
    expect(cleaned.length).toBe(12 * 417);
  });

  it("keeps its sound where it was, so that no table has to change: M4A", () => {
    const sample = m4aSample();
    const cleaned = accepted(cleanFile(sample)).bytes;
    expect(cleaned.length).toBe(sample.length);
    expect(find(cleaned, "SOUND-SOUND-SOUND", 0)).toBe(find(sample, "SOUND-SOUND-SOUND", 0));
  });

  it("is refused when there is a film in it", () => {
    expect(refusal(m4aSample(ascii("sound"), true))).toBe("kind");
  });

  it.each(["vorbis", "opus"] as const)("has empty remarks and right sums: %s", (codec) => {
    const cleaned = accepted(cleanFile(oggSample(codec)));
    expect(find(cleaned.bytes, String.fromCharCode(...oggSound), 0)).toBeGreaterThan(0);
    expect(cleanFile(cleaned.bytes).ok).toBe(true);
  });

  it("is refused when a page of it does not agree with its sum", () => {
    const ogg = oggSample();
    ogg[ogg.length - 1] = 0;
    expect(refusal(ogg)).toBe("damaged");
  });
});

describe("a document", () => {
  it.each([false, true])("as PDF keeps every offset (packed: %s)", (packed) => {
    const sample = pdfSample({ packed });
    const cleaned = accepted(cleanFile(sample));
    expect(cleaned.bytes.length).toBe(sample.length);
    expect(find(cleaned.bytes, "startxref", 0)).toBe(find(sample, "startxref", 0));
    expect(cleaned.left).toEqual([]);
    expect(holdsSecret("pdf", cleaned.bytes)).toBe(false);
  });

  it("as packed PDF holds no name inside its packed objects either", () => {
    const cleaned = accepted(cleanFile(pdfSample({ packed: true }))).bytes;
    const at = find(cleaned, "/ObjStm", 0);
    const from = find(cleaned, "stream\n", at + 8) + 7;
    const length = Number(/\/Length (\d+)/.exec(strFromU8(cleaned.subarray(at, from), true))?.[1]);
    const inner = unfolded(cleaned.subarray(from, from + length), 100_000, "zlib");
    expect(holdsSecret("pdf", inner)).toBe(false);
    expect(find(inner, "zie hier", 0)).toBeGreaterThan(0);
  });

  it("as PDF says what could not be taken out", () => {
    expect(accepted(cleanFile(pdfSample({ encrypted: true }))).left).toEqual(["not-cleanable"]);
    expect(accepted(cleanFile(pdfSample({ twice: true }))).left).toEqual(["earlier-versions"]);
  });

  it.each(["/OpenAction << /S /JavaScript /JS (app.alert) >>", "/OpenAction << /S /J#61vaScript >>", "/Names << /EmbeddedFiles 3 0 R >>", "/AA << /S /Launch >>"])("as PDF is refused when it does something by itself: %s", (extra) => {
    expect(refusal(pdfSample({ extra }))).toBe("macros");
  });

  it("as PDF is refused when it is a web page as well", () => {
    expect(refusal(joined([ascii("%PDF-1.4 <html><script>1</script>"), pdfSample()]))).toBe("kind");
  });

  it("keeps what the person wrote, and only that: DOCX", () => {
    const parts = unzipSync(accepted(cleanFile(docxSample())).bytes);
    expect(strFromU8(parts["word/document.xml"] ?? new Uint8Array())).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:ins w:id="1" w:author=""><w:r><w:t>Dit is mijn verhaal &lt;w:author="ik"&gt;</w:t></w:r></w:ins></w:p></w:body></w:document>',
    );
    expect(Object.keys(parts).filter((name) => /docProps|customXml|people/.test(name))).toEqual([]);
    expect(strFromU8(parts["[Content_Types].xml"] ?? new Uint8Array())).not.toContain("docProps");
    expect(strFromU8(parts["_rels/.rels"] ?? new Uint8Array())).not.toContain("docProps");
    expect(strFromU8(parts["word/settings.xml"] ?? new Uint8Array())).toBe('<w:settings xmlns:w="x"><w:zoom w:percent="100"/></w:settings>');
  });

  it("cuts what would be fetched from elsewhere when it is opened, whatever the prefix; a link to follow stays: DOCX", () => {
    const type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const rels = `<ns0:Relationships xmlns:ns0="x"><ns0:Relationship Id="a" Type="${type}/image" Target="https://spy.example/x.png" TargetMode="External"></ns0:Relationship><ns0:Relationship Id="b" Type="${type}/hyperlink" Target="https://school.example/" TargetMode="External"/><ns0:Relationship Id="c" Type="${type}/customXml" Target="../customXml/item1.xml"/></ns0:Relationships>`;
    const parts = unzipSync(accepted(cleanFile(docxSample({ "word/_rels/document.xml.rels": ascii(rels) }))).bytes);
    expect(strFromU8(parts["word/_rels/document.xml.rels"] ?? new Uint8Array())).toBe(
      `<ns0:Relationships xmlns:ns0="x"><ns0:Relationship Id="a" Type="${type}/image" Target="about:blank" TargetMode="External"/><ns0:Relationship Id="b" Type="${type}/hyperlink" Target="https://school.example/" TargetMode="External"/></ns0:Relationships>`,
    );
  });

  it("says when text that was deleted can still be read: DOCX", () => {
    expect(accepted(cleanFile(docxSample({}, true))).left).toEqual(["tracked-changes"]);
  });

  it("says when something inside could not be looked into: DOCX", () => {
    expect(accepted(cleanFile(docxSample({ "word/media/image9.emf": ascii("drawing") }))).left).toEqual(["embedded"]);
  });

  it.each(["word/vbaProject.bin", "word/activeX/activeX1.bin", "word/embeddings/oleObject1.bin", "word/afchunk.html"])("is refused with a program inside: DOCX with %s", (name) => {
    expect(refusal(docxSample({ [name]: ascii("x") }))).toBe("macros");
  });

  it("keeps what the person wrote, and comes first with its kind: ODT", () => {
    const cleaned = accepted(cleanFile(odtSample())).bytes;
    const parts = unzipSync(cleaned);
    expect(Object.keys(parts)).toEqual(["mimetype", "content.xml", "styles.xml", "Pictures/1.jpg", "META-INF/manifest.xml"]);
    expect(strFromU8(parts["content.xml"] ?? new Uint8Array())).toContain("<text:p>Dit is mijn verhaal<office:annotation><dc:date>1980-01-01T00:00:00</dc:date><text:p>Klopt dit?</text:p></office:annotation></text:p>");
    expect(find(cleaned, "mimetypeapplication/vnd.oasis.opendocument.text", 0)).toBe(30);
  });

  it("is refused with a program inside: ODT", () => {
    expect(refusal(odtSample({ "Basic/Standard/Module1.xml": ascii("<a/>") }))).toBe("macros");
  });

  it.each(["docx", "odt"] as const)("is refused when it would unfold without end: %s", (kind) => {
    const bomb = (kind === "docx" ? docxSample : odtSample)({ "word/bomb.xml": new Uint8Array(80 * 1024 * 1024) });
    expect(bomb.length).toBeLessThan(1024 * 1024);
    expect(refusal(bomb)).toBe("expands");
  });

  it("is refused when it lies about how far it unfolds", () => {
    const bomb = docxSample({ "word/bomb.xml": new Uint8Array(50 * 1024 * 1024) });
    const at = find(bomb, "word/bomb.xml", find(bomb, "PK\x01\x02", 0)) - 46;
    bomb.set([16, 0, 0, 0], at + 24);
    expect(refusal(bomb)).toBe("expands");
  });

  it("is refused when it holds entities that unfold", () => {
    expect(refusal(docxSample({ "word/footnotes.xml": ascii('<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>') }))).toBe("kind");
  });
});

describe("whatever comes in", () => {
  const limited = { numRuns: 300 };

  it("never crashes or hangs on noise behind any beginning", () => {
    const starts = ["", "\xff\xd8\xff", "\x89PNG\r\n\x1a\n", "RIFF\x20\0\0\0WEBP", "OggS\0", "\0\0\0\x18ftypM4A ", "PK\x03\x04", "%PDF-1.7\n", "ID3\x04\0\0", "\xff\xfb\x90\0"];
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 3000 }), (start, noise) => {
        expect(typeof cleanFile(joined([ascii(start), noise])).ok).toBe("boolean");
      }),
      limited,
    );
  });

  it.each(kinds)("never crashes on a file with bytes changed, and never tells what was planted: %s", (kind) => {
    const sample = samples[kind]();
    const planted = secrets.map((secret) => Buffer.from(sample).indexOf(secret)).filter((at) => at >= 0);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(sample.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }), (changes) => {
        const changed = Uint8Array.from(sample);
        for (const [at, value] of changes) changed[at] = value;
        expect(typeof cleanFile(changed).ok).toBe("boolean");
      }),
      limited,
    );
    expect(kind === "docx" || kind === "odt" || planted.length > 0).toBe(true);
  });

  it.each(["jpeg", "webp", "mp3", "m4a", "pdf"] as const)("never tells what was planted, whatever it was: %s", (kind) => {
    const sample = Buffer.from(samples[kind]());
    const planted = secrets.join(" / ");
    fc.assert(
      fc.property(fc.string({ minLength: planted.length, maxLength: planted.length, unit: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz0123456789 @.-") }), (text) => {
        const other = Uint8Array.from(sample);
        for (let at = sample.indexOf(planted); at !== -1; at = sample.indexOf(planted, at + 1)) other.set(ascii(text), at);
        expect(find(accepted(cleanFile(other)).bytes, text, 0)).toBe(-1);
      }),
      limited,
    );
  });

  it.each([["jpeg", "\xff\xd8\xff\xe1\xff\xff"], ["pdf", "%PDF-1 1 0 obj <<"], ["pdf", "1 0 obj ("], ["mp3", "\xff\xfb\x90\0"], ["docx", "PK\x03\x04[Content_Types].xml"]])("takes no longer than a few seconds for 25 MB of the same: %s", (_, unit) => {
    const much = ascii(unit.repeat(1000));
    const whole = new Uint8Array(24 * 1024 * 1024);
    for (let at = 0; at + much.length < whole.length; at += much.length) whole.set(much, at);
    whole.set(ascii("%PDF-1.4\n"), unit.includes("obj") ? 0 : whole.length - 20);
    whole.set(ascii("startxref\n0\n%%EOF"), whole.length - 18);
    const started = performance.now();
    cleanFile(whole);
    expect(performance.now() - started).toBeLessThan(8000);
  });
});

describe("the name of a file", () => {
  it("is shown without folders, direction marks or a false extension", () => {
    expect(safeFileName("C:\\Users\\jan\\foto.PNG", "jpeg")).toBe("foto.jpg");
    expect(safeFileName("ver\u202egpj.exe", "docx")).toBe("vergpj.docx");
    expect(safeFileName("../../etc/passwd", "pdf")).toBe("passwd.pdf");
    expect(safeFileName("....", "mp3")).toBe("mp3.mp3");
    expect([...safeFileName("é".repeat(300), "odt")].length).toBe(104);
  });
});
