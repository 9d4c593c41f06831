import { CircleAlert, History, Inbox, Settings2, UsersRound } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { Switcher } from '../connections/switcher.tsx';
import { useApp } from '../store.ts';
import { runCommand } from './commands.ts';
import { useWords } from './system-words.ts';
import { count } from './time-words.ts';

interface EntryProps {
  icon: LucideIcon;
  word: string;
  number?: number | undefined;
  here: boolean;
  alarm?: boolean;
  onPress: () => void;
}

export function Rail() {
  const place = useApp((state) => state.place);
  const { Many } = useWords();
  const view = useApp((state) => state.view);
  const total = useApp((state) => (state.answered === null ? undefined : state.rows.total));
  const left = useApp(({ status }) => (status ? status.waiting + status.sending + status.checking + status.needsYou : undefined));
  const needsYou = useApp((state) => state.status?.needsYou ?? 0);
  const queueOpen = useApp((state) => state.queueOpen);
  return (
    <nav className="rail" aria-label="Main">
      <Switcher />
      <Entry icon={UsersRound} word={Many} number={total} here={place === 'desk' && view !== 'needsYou'} onPress={() => runCommand('showAll')} />
      <Entry icon={CircleAlert} word="Needs you" number={needsYou} alarm={needsYou > 0} here={place === 'desk' && view === 'needsYou'} onPress={() => runCommand('showNeedsYou')} />
      <button type="button" className="rail-entry" aria-expanded={queueOpen} title="Queue" onClick={() => runCommand('queue')}>
        <Inbox size={17} aria-hidden />
        <span className="rail-word">Queue</span>
        <span className="rail-number numeric">{left === undefined || left === 0 ? '' : count(left)}</span>
      </button>
      <Entry icon={History} word="History" here={place === 'history'} onPress={() => runCommand('history')} />
      <span className="rail-gap" />
      <Entry icon={Settings2} word="Settings" here={place === 'settings'} onPress={() => runCommand('settings')} />
    </nav>
  );
}

function Entry({ icon: Icon, word, number, here, alarm = false, onPress }: EntryProps) {
  return (
    <button type="button" className={`rail-entry${alarm ? ' alarm' : ''}`} aria-current={here ? 'page' : undefined} title={word} onClick={onPress}>
      <Icon size={17} aria-hidden />
      <span className="rail-word">{word}</span>
      <span className="rail-number numeric">{number === undefined || number === 0 ? '' : count(number)}</span>
    </button>
  );
}
