/** PNG pictures by their edge in pixels. */
export type Pictures = Map<number, Buffer>;

function picture(pictures: Pictures, size: number): Buffer {
  const png = pictures.get(size);
  if (!png) throw new Error(`no picture of ${size} pixels`);
  return png;
}

/** A Windows icon file holding PNG pictures (allowed since Vista): a directory of 16-byte entries, then the pictures. Pure. */
export function ico(pictures: Pictures, sizes: number[]): Buffer {
  const head = Buffer.alloc(6 + 16 * sizes.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(sizes.length, 4);
  let at = head.length;
  sizes.forEach((size, index) => {
    const entry = 6 + 16 * index;
    const { length } = picture(pictures, size);
    head.writeUInt8(size === 256 ? 0 : size, entry);
    head.writeUInt8(size === 256 ? 0 : size, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(length, entry + 8);
    head.writeUInt32LE(at, entry + 12);
    at += length;
  });
  return Buffer.concat([head, ...sizes.map((size) => picture(pictures, size))]);
}

/** Apple's four-letter names of the PNG pictures in an .icns file. */
const appleNames: [string, number][] = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic10', 1024],
  ['ic11', 32],
  ['ic12', 64],
  ['ic13', 256],
  ['ic14', 512],
];

/** An Apple icon file: `icns`, its length, then each picture behind its name and length (both counted in). Pure. */
export function icns(pictures: Pictures): Buffer {
  const block = (name: string, body: Buffer): Buffer => {
    const head = Buffer.alloc(8);
    head.write(name, 'latin1');
    head.writeUInt32BE(body.length + 8, 4);
    return Buffer.concat([head, body]);
  };
  return block('icns', Buffer.concat(appleNames.map(([name, size]) => block(name, picture(pictures, size)))));
}
