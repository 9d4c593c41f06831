import { chmodSync, cpSync, lstatSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { project } from '../setup/places.mjs';
import { run, tail } from '../setup/run.mjs';
import { Unmet } from '../setup/say.mjs';

export interface DebFacts {
  /** As in package.json, such as `0.1.0` or `0.1.0-test-build`. */
  version: string;
  /** Debian's name of the machine: amd64, arm64. */
  architecture: string;
  depends: string[];
  /** Size of the installed files in KiB. */
  installedKib: number;
  maintainer: string;
  synopsis: string;
}

/** The control file of the package. A hyphen would begin Debian's own revision; `~` sorts before the release itself. Pure. */
export function controlFile(facts: DebFacts): string {
  return `Package: agentbook
Version: ${facts.version.replaceAll('-', '~')}
Architecture: ${facts.architecture}
Maintainer: ${facts.maintainer}
Installed-Size: ${facts.installedKib}
Depends: ${facts.depends.map((name) => (name === 'libgtk-3-0' || name === 'libasound2' ? `${name} | ${name}t64` : name)).join(', ')}
Section: office
Priority: optional
Description: ${facts.synopsis}
 Edits are made offline, wait in a queue and are sent exactly once.
`;
}

/** What the applications menu shows. Pure. */
export const desktopEntry = (comment: string): string => `[Desktop Entry]
Type=Application
Name=Agentbook
Comment=${comment}
Exec=/opt/Agentbook/agentbook %U
Icon=agentbook
Categories=Office;
Terminal=false
StartupWMClass=Agentbook
`;

/** Electron's own sandbox program must belong to root and run as root where the kernel has no user namespaces. */
const afterInstall = `#!/bin/sh
set -e
chown root:root /opt/Agentbook/chrome-sandbox
chmod 4755 /opt/Agentbook/chrome-sandbox
`;

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => lstatSync(join(folder, name)))
    .reduce((total, entry) => total + (entry.isFile() ? entry.size : 0), 0);
}

/**
 * Makes a Debian package of the unpacked app with dpkg-deb, where electron-builder's own packer (fpm) cannot be fetched.
 * @param unpacked folder electron-builder left, such as dist/linux-unpacked
 * @param file path of the package to write
 */
export async function makeDeb(unpacked: string, file: string, facts: Omit<DebFacts, 'installedKib'>): Promise<void> {
  const root = join(project, 'dist', '.deb');
  rmSync(root, { recursive: true, force: true });
  const place = (path: string): string => {
    mkdirSync(join(root, path), { recursive: true });
    return join(root, path);
  };
  cpSync(unpacked, place('opt/Agentbook'), { recursive: true, verbatimSymlinks: true });
  symlinkSync('/opt/Agentbook/agentbook', join(place('usr/bin'), 'agentbook'));
  writeFileSync(join(place('usr/share/applications'), 'agentbook.desktop'), desktopEntry(facts.synopsis));
  for (const name of readdirSync(join(project, 'build', 'icons'))) {
    const size = name.replace('.png', '');
    cpSync(join(project, 'build', 'icons', name), join(place(`usr/share/icons/hicolor/${size}/apps`), 'agentbook.png'));
  }
  const control = place('DEBIAN');
  writeFileSync(join(control, 'control'), controlFile({ ...facts, installedKib: Math.ceil(sizeOf(root) / 1024) }));
  writeFileSync(join(control, 'postinst'), afterInstall);
  chmodSync(join(control, 'postinst'), 0o755);
  const made = await run('dpkg-deb', ['--root-owner-group', '-Zxz', '-z1', '--build', root, file]);
  rmSync(root, { recursive: true, force: true });
  if (made.code !== 0) throw new Unmet(`The Debian package could not be made:\n${tail(made.output)}`);
}
