import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDesktop } from './desktop-session.ts';
import { ico, icns } from './icons/containers.ts';
import { readRuntime } from './runtime.ts';
import { project } from './setup/places.mjs';
import { run, tail } from './setup/run.mjs';
import { reportUnmet, say, Unmet } from './setup/say.mjs';

const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];

// Draws every icon the packages need from build/icon.svg. Run it after changing the drawing, and commit what it makes.
await reportUnmet(async () => {
  const runtime = readRuntime();
  const desktop = await openDesktop();
  const drawn = await run(
    runtime.executablePath,
    [join(project, 'scripts', 'icons'), ...runtime.args, join(project, 'build', 'icon.svg'), sizes.join()],
    { env: { ...process.env, ...runtime.env, ...desktop.env }, limitMs: 60_000 },
  );
  await desktop.close();
  const line = drawn.output.split('\n').find((row) => row.startsWith('ICONS '));
  if (!line) throw new Unmet(`The icons could not be drawn:\n${tail(drawn.output)}`);
  const encoded = JSON.parse(line.slice('ICONS '.length)) as Record<string, string>;
  const pictures = new Map(sizes.map((size) => [size, Buffer.from(encoded[size] ?? '', 'base64')]));
  const folder = join(project, 'build');
  mkdirSync(join(folder, 'icons'), { recursive: true });
  for (const [size, png] of pictures) writeFileSync(join(folder, 'icons', `${size}x${size}.png`), png);
  writeFileSync(join(folder, 'icon.png'), pictures.get(512) ?? '');
  writeFileSync(join(folder, 'icon.ico'), ico(pictures, [16, 24, 32, 48, 64, 128, 256]));
  writeFileSync(join(folder, 'icon.icns'), icns(pictures));
  say('Drew build/icons/, build/icon.png, build/icon.ico and build/icon.icns.');
});
