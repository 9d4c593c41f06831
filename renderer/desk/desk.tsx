import { useEffect } from 'react';
import type { ConnectionInfo } from '../../shared/ipc-contract.ts';
import { ClientList } from '../clients/client-list.tsx';
import { AddConnection } from '../connections/add-connection.tsx';
import { ClientDetail } from '../contacts/client-detail.tsx';
import { History } from '../history/history.tsx';
import { QueuePanel } from '../outbox/queue-panel.tsx';
import { Settings } from '../settings/settings.tsx';
import { useApp } from '../store.ts';
import { KeysOverlay } from './keys-overlay.tsx';
import { Palette } from './palette.tsx';
import { Rail } from './rail.tsx';
import { SignInBanner } from './sign-in-banner.tsx';
import { StatusBar } from './status-bar.tsx';
import { TitleBar } from './title-bar.tsx';
import { Troubles } from './troubles.tsx';
import { wireDesk } from './wire.ts';
import './desk.css';

/** The desk once a connection is chosen: rail, list, client, queue, and the status bar below them all. */
export function Desk({ connection }: { connection: ConnectionInfo }) {
  const place = useApp((state) => state.place);
  const overlay = useApp((state) => state.overlay);
  useEffect(() => wireDesk(), [connection.id]);
  return (
    <div className="desk">
      <TitleBar connection={connection} />
      <Rail />
      <div className="work">
        <SignInBanner connection={connection} />
        <Troubles />
        <div className={`panes at-${place}`}>
          {place === 'desk' && (
            <>
              <ClientList />
              <ClientDetail />
            </>
          )}
          {place === 'history' && <History />}
          {place === 'settings' && <Settings connection={connection} />}
          {place === 'add' && <AddConnection />}
          <QueuePanel />
        </div>
      </div>
      <StatusBar connection={connection} />
      {overlay === 'palette' && <Palette />}
      {overlay === 'keys' && <KeysOverlay />}
    </div>
  );
}
