/** Small files of every kind that is taken, each with a secret planted wherever such a file can hide one. */
import { zipSync, zlibSync } from "fflate";
import { ascii, bigBytes32, crc32, crcTable, joined, littleBytes32 } from "../../src/cases/cleaning/bytes.ts";

/** Found nowhere after cleaning: place, camera, author. */
export const secrets = ["GPS52.0907N5.1214E", "CAMERA-SERIAL-77041", "Marieke van Doornspeek"] as const;
const secret = secrets.join(" / ");

const fromBase64 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, "base64"));
/** 6 by 4 pixels, half red and half blue, made by Chromium. */
const plainJpeg =
  "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAEAAYDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/xAAYEAEAAwEAAAAAAAAAAAAAAAAAAQQzcf/EABUBAQEAAAAAAAAAAAAAAAAAAAIF/8QAGBEAAwEBAAAAAAAAAAAAAAAAAAIEM3H/2gAMAwEAAhEDEQA/AI9nSOALcmC8FVsx/9k=";
const plainWebp = "VlA4IDoAAAAwAgCdASoGAAQABABoJagCdHIAqgAD0QCteAD+3RDvY//yzx6xW//pNn5f49YrfJ37XEybevulSgAA";

const exif = (orientation: number): Uint8Array =>
  joined([Uint8Array.of(0x49, 0x49, 0x2a, 0, 8, 0, 0, 0, 2, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0), Uint8Array.of(0x0f, 1, 2, 0, secret.length, 0, 0, 0, 38, 0, 0, 0), new Uint8Array(4), ascii(secret)]);

function segment(marker: number, body: Uint8Array): Uint8Array {
  return joined([Uint8Array.of(0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255), body]);
}

export function jpegSample(orientation = 6): Uint8Array {
  const plain = fromBase64(plainJpeg);
  const secretSegments = [
    segment(0xe1, joined([ascii("Exif\0\0"), exif(orientation)])),
    segment(0xe1, ascii(`http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>${secret}</x:xmpmeta>`)),
    segment(0xed, ascii(`Photoshop 3.0\x008BIM${secret}`)),
    segment(0xe5, ascii(secret)),
    segment(0xfe, ascii(secret)),
  ];
  return joined([plain.subarray(0, 20), ...secretSegments, plain.subarray(20), ascii(`<html>${secret}</html>`)]);
}

function chunk(kind: string, data: Uint8Array): Uint8Array {
  const typed = joined([ascii(kind), data]);
  return joined([bigBytes32(data.length), typed, bigBytes32(crc32([typed]))]);
}

export function pngSample(): Uint8Array {
  const row = Uint8Array.of(0, 255, 0, 0, 0, 0, 255);
  const header = joined([bigBytes32(2), bigBytes32(2), Uint8Array.of(8, 2, 0, 0, 0)]);
  return joined([
    ascii("\x89PNG\r\n\x1a\n"),
    chunk("IHDR", header),
    chunk("tEXt", ascii(`Author\0${secret}`)),
    chunk("iTXt", ascii(`XML:com.adobe.xmp\0\0\0\0\0${secret}`)),
    chunk("zTXt", joined([ascii("Comment\0\0"), zlibSync(ascii(secret), { level: 0 })])),
    chunk("eXIf", exif(6)),
    chunk("tIME", Uint8Array.of(7, 234, 11, 21, 1, 2, 3)),
    chunk("caBX", ascii(secret)),
    chunk("IDAT", zlibSync(joined([row, row]))),
    chunk("IEND", new Uint8Array()),
    ascii(secret),
  ]);
}

function riff(kind: string, data: Uint8Array): Uint8Array {
  return joined([ascii(kind), littleBytes32(data.length), data, new Uint8Array(data.length & 1)]);
}

export function webpSample(): Uint8Array {
  const extended = joined([Uint8Array.of(0x0c, 0, 0, 0), Uint8Array.of(5, 0, 0, 3, 0, 0)]);
  const body = joined([ascii("WEBP"), riff("VP8X", extended), fromBase64(plainWebp), riff("EXIF", exif(6)), riff("XMP ", ascii(secret)), riff("note", ascii(secret))]);
  return joined([riff("RIFF", body), ascii(secret)]);
}

/** Frames of silence: MPEG 1 layer III, 128 kbit/s, 44.1 kHz. */
export function mp3Sample(): Uint8Array {
  const frame = joined([Uint8Array.of(0xff, 0xfb, 0x90, 0xc0), new Uint8Array(413)]);
  const text = joined([Uint8Array.of(3), ascii(secret)]);
  const id3Body = joined([ascii("TPE1"), bigBytes32(text.length), Uint8Array.of(0, 0), text, new Uint8Array(20)]);
  const id3 = joined([ascii("ID3\x03\0\0\0\0"), Uint8Array.of(id3Body.length >> 7, id3Body.length & 127), id3Body]);
  const ape = joined([ascii("APETAGEX"), littleBytes32(2000), ascii(secret)]);
  const id3v1 = joined([ascii("TAG"), ascii(secret.padEnd(125, " ").slice(0, 125))]);
  return joined([id3, ...Array.from({ length: 12 }, () => frame), ape, ascii(secret), id3v1]);
}

function box(kind: string, ...parts: readonly Uint8Array[]): Uint8Array {
  const body = joined(parts);
  return joined([bigBytes32(body.length + 8), ascii(kind), body]);
}

const numbers = (...values: readonly number[]): Uint8Array => joined(values.map(bigBytes32));

function track(handler: string, chunkAt: number, length: number): Uint8Array {
  const stbl = box(
    "stbl",
    box("stsd", numbers(0, 0)),
    box("stts", numbers(0, 1, 1, 1024)),
    box("stsc", numbers(0, 1, 1, 1, 1)),
    box("stsz", numbers(0, 0, 1, length)),
    box("stco", numbers(0, 1, chunkAt)),
  );
  const hdlr = box("hdlr", numbers(0, 0), ascii(handler), numbers(0, 0, 0), ascii(`${secret}\0`));
  return box("trak", box("tkhd", numbers(7, 0x11223344, 0x11223344, 1, 0, 9)), box("mdia", box("mdhd", numbers(0, 0x11223344, 0x11223344, 44100, 1024)), hdlr, box("minf", box("smhd", numbers(0, 0)), stbl)), box("udta", ascii(secret)));
}

/** `sound`: the bytes that are played. A second track holds chapters with the secret as their text. */
export function m4aSample(sound = ascii("SOUND-SOUND-SOUND"), film = false): Uint8Array {
  const ftyp = box("ftyp", ascii("M4A \0\0\0\0mp42isom"));
  const mdat = box("mdat", ascii(secret), sound, ascii(secret));
  const start = ftyp.length + 8 + secret.length;
  const moov = box(
    "moov",
    box("mvhd", numbers(0, 0x11223344, 0x11223344, 1000, 1000)),
    track("soun", start, sound.length),
    track(film ? "vide" : "text", start + sound.length, secret.length),
    box("udta", box("meta", numbers(0), ascii(secret))),
    box("uuid", ascii("0123456789abcdef"), ascii(secret)),
  );
  return joined([ftyp, mdat, moov, box("uuid", ascii("0123456789abcdef"), ascii(secret)), box("free", ascii(secret))]);
}

const oggTable = crcTable(0x04c11db7, false);

function oggPage(flags: number, number: number, packets: readonly Uint8Array[], serial = 77): Uint8Array {
  const lacing = packets.flatMap((packet) => [...Array.from({ length: Math.floor(packet.length / 255) }, () => 255), packet.length % 255]);
  const page = joined([ascii("OggS\0"), Uint8Array.of(flags), new Uint8Array(8), littleBytes32(serial), littleBytes32(number), new Uint8Array(4), Uint8Array.of(lacing.length, ...lacing), ...packets]);
  let sum = 0;
  for (const byte of page) sum = ((sum << 8) ^ (oggTable[((sum >>> 24) ^ byte) & 255] ?? 0)) >>> 0;
  page.set(littleBytes32(sum), 22);
  return page;
}

export const oggSound = ascii("frames of sound");

export function oggSample(codec: "vorbis" | "opus" = "opus"): Uint8Array {
  const remarks = joined([littleBytes32(secret.length), ascii(secret), littleBytes32(1), littleBytes32(secret.length), ascii(secret)]);
  const opus = [oggPage(2, 0, [joined([ascii("OpusHead"), Uint8Array.of(1, 1, 0, 0, 0x80, 0xbb, 0, 0, 0, 0, 0)])]), oggPage(0, 1, [joined([ascii("OpusTags"), remarks, ascii(secret.repeat(9))])])];
  const vorbis = [oggPage(2, 0, [joined([ascii("\x01vorbis"), new Uint8Array(23)])]), oggPage(0, 1, [joined([ascii("\x03vorbis"), remarks, Uint8Array.of(1)]), joined([ascii("\x05vorbis"), new Uint8Array(900).fill(7)])])];
  return joined([...(codec === "opus" ? opus : vorbis), oggPage(0, 2, [oggSound]), oggPage(4, 3, [oggSound])]);
}

type PdfOptions = { readonly packed?: boolean; readonly extra?: string; readonly encrypted?: boolean; readonly twice?: boolean };

const stream = (dictionary: string, data: Uint8Array): Uint8Array => joined([ascii(`<< ${dictionary} /Length ${data.length} >>\nstream\n`), data, ascii("\nendstream")]);

/** `packed`: as newer programs write it, with the Info dictionary inside a compressed object stream. */
export function pdfSample({ packed = false, extra = "", encrypted = false, twice = false }: PdfOptions = {}): Uint8Array {
  const info = `<< /Author (${secret}) /Title 9 0 R /Creator <${Buffer.from(secret).toString("hex")}> /CreationDate (D:20261121) >>`;
  const note = `<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /T (${secret}) /Contents (zie hier) >>`;
  const xmp = ascii(`<?xpacket?><x:xmpmeta>${secret}</x:xmpmeta>`);
  const photo = jpegSample(1);
  const objects: [number, Uint8Array][] = [
    [1, ascii(`<< /Type /Catalog /Pages 2 0 R /Metadata 4 0 R ${extra} >>`)],
    [2, ascii("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")],
    [3, ascii(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /PieceInfo << /App << /Private (${secret}) >> >> /Annots [7 0 R] >>`)],
    [4, packed ? stream("/Type /Metadata /Subtype /XML /Filter /FlateDecode", zlibSync(xmp)) : stream("/Type /Metadata /Subtype /XML", xmp)],
    [6, stream("/Type /XObject /Subtype /Image /Width 6 /Height 4 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode", photo)],
  ];
  const inner: [number, string][] = [[5, info], [7, note], [9, `(${secret})`]];
  if (packed) {
    const body = inner.map(([, text]) => text).join(" ");
    let at = 0;
    const head = inner.map(([number, text]) => { const pair = `${number} ${at}`; at += text.length + 1; return pair; }).join(" ") + " ";
    objects.push([8, stream(`/Type /ObjStm /N 3 /First ${head.length} /Filter /FlateDecode`, zlibSync(ascii(head + body)))]);
  } else for (const [number, text] of inner) objects.push([number, ascii(text)]);
  return written(objects, `/Size 10 /Root 1 0 R /Info 5 0 R /ID [<${"ab12".repeat(8)}> <${"ab12".repeat(8)}>]${encrypted ? " /Encrypt 6 0 R" : ""}`, twice);
}

function written(objects: readonly [number, Uint8Array][], trailer: string, twice: boolean): Uint8Array {
  const parts: Uint8Array[] = [ascii("%PDF-1.5\n")];
  const offsets = new Map<number, number>();
  let at = 9;
  for (const [number, value] of objects) {
    const whole = joined([ascii(`${number} 0 obj\n`), value, ascii("\nendobj\n")]);
    offsets.set(number, at);
    parts.push(whole);
    at += whole.length;
  }
  const table = Array.from({ length: 10 }, (_, number) => `${String(offsets.get(number) ?? 0).padStart(10, "0")} 00000 ${offsets.has(number) ? "n" : "f"} \n`).join("");
  const end = `xref\n0 10\n${table}trailer\n<< ${trailer} >>\nstartxref\n${at}\n%%EOF\n`;
  parts.push(ascii(end));
  if (twice) parts.push(ascii(`trailer\n<< /Size 10 /Root 1 0 R /Prev ${at} >>\nstartxref\n${at}\n%%EOF\n`));
  return joined(parts);
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const stored = (data: Uint8Array): [Uint8Array, { level: 0 }] => [data, { level: 0 }];

export function docxSample(more: Readonly<Record<string, Uint8Array>> = {}, deleted = false): Uint8Array {
  const body = `<w:p w:rsidR="00AB12CD" w:rsidRDefault="00AB12CD"><w:ins w:id="1" w:author="${secret}" w:date="2026-11-21T01:00:00Z"><w:r><w:t>Dit is mijn verhaal &lt;w:author="ik"&gt;</w:t></w:r></w:ins></w:p>`;
  const gone = deleted ? `<w:p><w:del w:id="2" w:author="${secret}"><w:r><w:delText>weg</w:delText></w:r></w:del></w:p>` : "";
  return zipSync({
    "[Content_Types].xml": text(
      `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`,
    ),
    "_rels/.rels": text(
      `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
    ),
    "docProps/core.xml": text(`<cp:coreProperties><dc:creator>${secret}</dc:creator></cp:coreProperties>`),
    "docProps/app.xml": text(`<Properties><Company>${secret}</Company></Properties>`),
    "docProps/thumbnail.jpeg": jpegSample(),
    "customXml/item1.xml": text(`<a>${secret}</a>`),
    "word/document.xml": text(`<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><!-- ${secret} --><w:body>${body}${gone}</w:body></w:document>`),
    "word/comments.xml": text(`<w:comments xmlns:w="x"><w:comment w:id="0" w:author="${secret}" w:initials="${secret}" w:date="2026-11-21T01:00:00Z"><w:p/></w:comment></w:comments>`),
    "word/people.xml": text(`<w15:people><w15:person w15:author="${secret}"/></w15:people>`),
    "word/settings.xml": text(`<w:settings xmlns:w="x"><w:attachedTemplate r:id="rId1"/><w:rsids><w:rsidRoot w:val="00AB12CD"/></w:rsids><w:docVars><w:docVar w:name="a" w:val="${secret}"/></w:docVars><w:zoom w:percent="100"/></w:settings>`),
    "word/_rels/settings.xml.rels": text(`<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="file:///C:/${secret}.dotx" TargetMode="External"/></Relationships>`),
    "word/media/image1.jpeg": stored(jpegSample()),
    ...more,
  });
}

export function odtSample(more: Readonly<Record<string, Uint8Array>> = {}): Uint8Array {
  const remark = `<office:annotation><dc:creator>${secret}</dc:creator><dc:date>2026-11-21T01:00:00</dc:date><text:p>Klopt dit?</text:p></office:annotation>`;
  return zipSync({
    mimetype: stored(ascii("application/vnd.oasis.opendocument.text")),
    "content.xml": text(`<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:text="t" xmlns:dc="d"><office:body><office:text><text:p officeooo:rsid="00ab12cd">Dit is mijn verhaal${remark}</text:p></office:text></office:body></office:document-content>`),
    "meta.xml": text(`<office:document-meta><dc:creator>${secret}</dc:creator></office:document-meta>`),
    "settings.xml": text(`<office:settings>${secret}</office:settings>`),
    "styles.xml": text("<office:document-styles/>"),
    "Thumbnails/thumbnail.png": pngSample(),
    "Pictures/1.jpg": stored(jpegSample()),
    "META-INF/manifest.xml": text(`<manifest:manifest><manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`),
    ...more,
  });
}
