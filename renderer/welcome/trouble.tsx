import { Copy, ShieldAlert } from 'lucide-react';
import type { AppInfo } from '../../shared/ipc-contract.ts';
import { useApp } from '../store.ts';
import { Notice } from '../desk/notice.tsx';
import { Button } from '../theme/button.tsx';
import './welcome.css';

/** The connection's files cannot be opened. Everything is explained and nothing destructive is offered: the files are precious. */
export function Trouble({ info }: { info: AppInfo }) {
  const copy = (): void =>
    void navigator.clipboard.writeText(`Agentbook ${info.version} (${info.platform})\n${info.trouble}`).then(
      () => useApp.getState().say('Copied'),
      () => useApp.getState().say('The clipboard could not be reached; select the text and copy it instead'),
    );
  return (
    <main className="welcome" aria-label="Trouble">
      <div className="welcome-body trouble">
        <ShieldAlert size={32} aria-hidden strokeWidth={1.5} />
        <h1>The files of {info.connection?.name ?? 'this connection'} cannot be opened</h1>
        <p className="trouble-text selectable">{info.trouble}</p>
        <p className="quiet">Nothing was changed or deleted. Your clients and every edit that was waiting are still in the files. Put right what is described above, then close Agentbook and open it again.</p>
        <div className="settings-actions">
          <Button onPress={copy} autoFocus>
            <Copy size={14} aria-hidden />
            Copy this explanation
          </Button>
          <Notice />
        </div>
      </div>
    </main>
  );
}
