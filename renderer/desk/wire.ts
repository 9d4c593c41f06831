import type { EngineNews, MenuCommand } from '../../shared/ipc-contract.ts';
import { bridge } from '../bridge.ts';
import { deskOf, useApp } from '../store.ts';
import { runCommand } from './commands.ts';
import { onKey } from './keyboard.ts';
import { untilDone } from './pump.ts';

/** What an engine tells goes to the desk of its own connection. One that is not in front reads anew when it comes to the front. */
function onNews(news: EngineNews, connection: string | undefined): void {
  const front = useApp.getState();
  const from = connection ?? front.connectionId;
  if (news.type === 'status') front.takeStanding(from, news.status);
  if (from === front.connectionId) take(news);
  else if (news.type === 'status') deskOf(from).getState().takeStatus(news.status);
}

function take(news: EngineNews): void {
  const state = useApp.getState();
  switch (news.type) {
    case 'status': return state.takeStatus(news.status);
    case 'clients': return state.refreshList();
    case 'client': return void (news.clientId === state.openId && state.reloadClient().catch(() => undefined));
    case 'queue': return (state.loadQueue(), state.reloadEdits(), state.loadHistory());
    case 'notice': return state.say(news.text);
  }
}

/** Undo in a text field is the field's own. */
function onMenu(command: MenuCommand): void {
  const typing = document.activeElement instanceof HTMLInputElement || document.activeElement instanceof HTMLTextAreaElement;
  if (command === 'undo' && typing) document.execCommand('undo');
  else runCommand(command);
}

/** Connects the desk to news, menu and keys, and reads what it starts with. Returns how to disconnect. */
export function wireDesk(): () => void {
  const ends = [bridge().onNews(onNews), bridge().onMenu(onMenu), bridge().onConnections(() => untilDone(() => useApp.getState().loadConnections()))];
  window.addEventListener('keydown', onKey);
  const state = useApp.getState();
  void bridge().ask('app.reachEngine', { connection: null });
  untilDone(() => useApp.getState().loadConnections());
  untilDone(() => state.loadStatus());
  state.refreshList();
  state.loadQueue();
  if (state.openId !== null) untilDone(() => state.reloadClient());
  return () => {
    for (const end of ends) end();
    window.removeEventListener('keydown', onKey);
  };
}
