import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build as pack, type Configuration } from 'electron-builder';
import { parse } from 'yaml';
import { buildIfNeeded } from './build.ts';
import { makeDeb } from './package/deb.ts';
import { packagedVersion } from './package/version.ts';
import { readRuntime, type Runtime } from './runtime.ts';
import { project } from './setup/places.mjs';
import { run, tail } from './setup/run.mjs';
import { reportUnmet, say, Unmet } from './setup/say.mjs';

const manifest = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as { version: string };

/** What a test build changes in electron-builder.yml: the runtime at hand, the SQLite library that fits it, and the name. */
function testBuild(runtime: Runtime): Configuration {
  return {
    electronDist: runtime.folder,
    electronVersion: runtime.version,
    extraMetadata: { version: packagedVersion(manifest.version, true) },
    extraResources: [{ from: runtime.env['AGENTBOOK_SQLITE_BINDING'] ?? '', to: 'sqlite/better_sqlite3.node' }],
    // The stand-in runtime carries our starter where an official one carries Electron's own.
    afterPack: ({ appOutDir }) => rmSync(join(appOutDir, 'resources', 'app'), { recursive: true, force: true }),
  };
}

/**
 * Packs out/ into dist/. With the official runtime electron-builder makes what electron-builder.yml names for this system; with the
 * registry's, which is for Linux and for tests only, the kinds asked for.
 * @param kinds for a test build: `dir` the unpacked app, `tar.gz`, `deb`
 */
async function packApp(kinds: ('dir' | 'tar.gz' | 'deb')[]): Promise<void> {
  const runtime = readRuntime();
  await buildIfNeeded();
  if (!runtime.isRegistryBuild) {
    await pack({ projectDir: project, publish: 'never', ...(kinds.length === 1 && kinds[0] === 'dir' ? { dir: true } : {}) });
    return;
  }
  say('Packing a TEST BUILD: the runtime in it is a third party\'s. Packages for people are made with the official one.');
  // electron-builder's own packers for these (fpm, 7zip) are downloads; Debian's tools make the same files.
  await pack({ projectDir: project, publish: 'never', linux: ['dir'], x64: true, config: testBuild(runtime) });
  if (kinds.includes('tar.gz')) await packArchive();
  if (kinds.includes('deb')) await packDeb();
}

const testVersion = packagedVersion(manifest.version, true);

async function packArchive(): Promise<void> {
  const name = `Agentbook-${testVersion}-linux-x64`;
  say('Making the archive …');
  const unpacked = ['-C', join(project, 'dist'), `--transform=s/^linux-unpacked/${name}/`, 'linux-unpacked'];
  const { code, output } = await run('tar', ['--owner=0', '--group=0', '-czf', join(project, 'dist', `${name}.tar.gz`), ...unpacked]);
  if (code !== 0) throw new Unmet(`The archive could not be made:\n${tail(output)}`);
}

async function packDeb(): Promise<void> {
  const plan = parse(readFileSync(join(project, 'electron-builder.yml'), 'utf8')) as {
    deb: { depends: string[] };
    linux: { maintainer: string; synopsis: string };
  };
  say('Making the Debian package …');
  await makeDeb(join(project, 'dist', 'linux-unpacked'), join(project, 'dist', `Agentbook-${testVersion}-linux-amd64.deb`), {
    version: testVersion,
    architecture: 'amd64',
    depends: plan.deb.depends,
    maintainer: plan.linux.maintainer,
    synopsis: plan.linux.synopsis,
  });
}

if (import.meta.main) {
  await reportUnmet(async () => {
    await packApp(process.argv.includes('--dir') ? ['dir'] : ['dir', 'tar.gz', 'deb']);
    const made = readdirSync(join(project, 'dist')).filter((name) => /unpacked$|\.(deb|tar\.gz|AppImage|exe|dmg)$/.test(name));
    say(`In dist/: ${made.join(', ')}`);
  });
  // A library of electron-builder's ends the process with code 0 when it is left to end by itself.
  process.exit(process.exitCode ?? 0);
}
