import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cache, project } from './places.mjs';

/** The exported function by which a native module says which Node-API version it was built for. */
const symbol = 'node_api_module_get_api_version_v1';
/** endbr64; mov eax, 10; ret */
const asBuilt = Buffer.from('f30f1efab80a000000c3', 'hex');
/** endbr64; mov eax, NODE_API_VERSION_EXPERIMENTAL; ret */
const forOlderNode = Buffer.from('f30f1efab8ffffff7fc3', 'hex');

/**
 * Offset in the file of an exported function of a 64-bit little-endian ELF library, by its dynamic symbol table.
 * @param {Buffer} file
 * @param {string} name
 * @returns {number} throws when the file is not such a library or has no such function
 */
export function offsetOfFunction(file, name) {
  const magic = file.length > 64 && file.readUInt32BE(0) === 0x7f454c46 && file[4] === 2 && file[5] === 1;
  if (!magic) throw new Error('not a 64-bit ELF library');
  const sections = sectionsOf(file);
  const symbols = sections.find(({ type }) => type === 11);
  const names = symbols && sections[symbols.link];
  if (!symbols || !names) throw new Error('no dynamic symbols');
  for (let at = symbols.offset; at < symbols.offset + symbols.size; at += 24) {
    const start = names.offset + file.readUInt32LE(at);
    if (file.toString('latin1', start, file.indexOf(0, start)) !== name) continue;
    const address = Number(file.readBigUInt64LE(at + 8));
    const home = sections.find((s) => s.address > 0 && address >= s.address && address < s.address + s.size);
    if (home) return address - home.address + home.offset;
  }
  throw new Error(`no function ${name}`);
}

/** @param {Buffer} file */
function sectionsOf(file) {
  const start = Number(file.readBigUInt64LE(0x28));
  const size = file.readUInt16LE(0x3a);
  return Array.from({ length: file.readUInt16LE(0x3c) }, (_, index) => {
    const at = start + index * size;
    return {
      type: file.readUInt32LE(at + 4),
      address: Number(file.readBigUInt64LE(at + 16)),
      offset: Number(file.readBigUInt64LE(at + 24)),
      size: Number(file.readBigUInt64LE(at + 32)),
      link: file.readUInt32LE(at + 40),
    };
  });
}

/**
 * A copy of better-sqlite3's library that an Electron with Node-API 9 loads: the declared version 10 becomes
 * "experimental", which every version accepts. Refuses a library whose bytes are not the ones we know.
 * @param {Buffer} original
 * @returns {Buffer}
 */
export function patchForOlderNode(original) {
  const at = offsetOfFunction(original, symbol);
  const found = original.subarray(at, at + asBuilt.length);
  if (!found.equals(asBuilt)) {
    throw new Error(`better-sqlite3's library is not the one this was written for: ${found.toString('hex')} at ${at}. Nothing was changed.`);
  }
  const copy = Buffer.from(original);
  forOlderNode.copy(copy, at);
  return copy;
}

const packaged = () => readFileSync(join(project, 'node_modules', 'better-sqlite3', 'prebuilds', 'linux-x64.node'));

/** Where the copy for this very library belongs: a new release of the library gets a new copy. @param {Buffer} original */
function placeOf(original) {
  const digest = createHash('sha256').update(original).digest('hex').slice(0, 16);
  return join(cache, 'sqlite', `better_sqlite3-${digest}.node`);
}

/** Path of the copy, or null when it is still to be made. */
export function locateBinding() {
  const path = placeOf(packaged());
  return existsSync(path) ? path : null;
}

/** Makes the copy. @returns {string} its path */
export function makeBinding() {
  const original = packaged();
  const path = placeOf(original);
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, patchForOlderNode(original));
  renameSync(draft, path);
  return path;
}
