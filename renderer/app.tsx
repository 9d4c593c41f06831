import { useEffect } from 'react';
import { I18nProvider } from 'react-aria-components';
import { Desk } from './desk/desk.tsx';
import { keepDrafts } from './lock/keep-drafts.ts';
import { LockScreen } from './lock/lock-screen.tsx';
import { useApp } from './store.ts';
import { Trouble } from './welcome/trouble.tsx';
import { Welcome } from './welcome/welcome.tsx';

export function App() {
  const info = useApp((state) => state.info);
  useEffect(() => void useApp.getState().loadInfo(), []);
  const open = info !== null && info.connection !== null && info.locked === '' && info.trouble === '';
  useEffect(() => (open ? keepDrafts() : undefined), [open]);
  useEffect(() => {
    const connection = info?.connection;
    document.title = connection ? `Agentbook – ${connection.name}${connection.practice ? ' (practice data)' : ''}` : 'Agentbook';
  }, [info]);
  return <I18nProvider locale="en-NZ">{info === null ? <Starting /> : info.locked !== '' ? <LockScreen info={info} /> : info.trouble !== '' ? <Trouble info={info} /> : info.connection === null ? <Welcome /> : <Desk key={info.connection.id} connection={info.connection} />}</I18nProvider>;
}

/** Shown only when starting takes longer than a moment. */
function Starting() {
  return (
    <p className="starting quiet" role="status">
      Opening your files…
    </p>
  );
}
