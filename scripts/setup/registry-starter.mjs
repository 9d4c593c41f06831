// @ts-nocheck setVersion, setAppPath and a writable defaultApp are what Electron's own starter uses; its type file leaves them out.
// Stands in for Electron's default_app.asar, which the registry runtime lacks: `electron [-r module] <folder>` starts that folder.
import { app } from 'electron';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const required = [];
let folder = '';
const args = process.argv.slice(1);
while (folder === '' && args.length > 0) {
  const arg = args.shift();
  if (arg === '-r' || arg === '--require') required.push(args.shift());
  else if (!arg.startsWith('-')) folder = resolve(arg);
}
if (folder === '') {
  process.stderr.write('Give the folder of the app to start.\n');
  app.exit(2);
} else {
  process.defaultApp = true;
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  app.setName(manifest.productName ?? manifest.name);
  app.setVersion(manifest.version);
  app.setAppPath(folder);
  app.setPath('userData', join(app.getPath('appData'), app.getName()));
  const require = createRequire(join(folder, 'package.json'));
  for (const module of required) require(module);
  await import(pathToFileURL(join(folder, manifest.main)).href);
}
