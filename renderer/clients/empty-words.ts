import type { ListView, Status } from '../../shared/views.ts';
import type { DeskWords } from '../desk/system-words.ts';
import { count, counted } from '../desk/time-words.ts';

export interface NoRows {
  query: string;
  view: ListView;
  /** Clients there are, whatever is filtered. */
  total: number;
  /** null: not told yet. */
  status: Status | null;
  words: Pick<DeskWords, 'one' | 'many' | 'system'>;
}

interface Words {
  title: string;
  text: string;
}

const searched = ({ query, view, total, status, words: { one, many } }: NoRows): Words => {
  const where = view === 'all' ? `Searched ${count(total)} ${many} by ${one === 'client' ? 'name, number, contact and phone' : 'everything in them'}. Check the spelling, or press Esc to clear the search.` : `Only this filter was searched. Choose All to search every ${one}.`;
  return { title: `Nothing found for “${query.trim()}”`, text: status?.reading ? `${where} More ${many} are still being read.` : where };
};

/** Edits there are, whose clients this computer has not read (again): the list cannot show them, the queue can. */
const unlisted = (edits: number, { one, many }: NoRows['words']): Words => ({
  title: edits === 1 ? `Its ${one} has not been read yet` : `Their ${many} have not been read yet`,
  text: `The queue shows the ${edits === 1 ? 'edit' : counted(edits, 'edit')} meanwhile: press Q.`,
});

/** Nothing was ever read, or what was read is lost: an empty list then says nothing about who is linked. */
function unread({ connection, reading }: Status, { many, system }: NoRows['words']): Words | null {
  const title = `Your ${many} are not on this computer yet`;
  if (reading !== null) return { title: `Reading your ${many}`, text: 'They show here as they arrive. You can search and edit meanwhile.' };
  switch (connection.state) {
    case 'offline':
    case 'portal':
    case 'busy': return { title, text: `They are read as soon as ${system} can be reached. What you changed before is kept, and shows in the queue.` };
    case 'signedOut': return { title, text: 'They are read once you have signed in.' };
    case 'paused': return { title, text: 'You work offline. Go online once, and they are read.' };
    case 'connecting': return { title: 'Connecting', text: `Your ${many} show here as they arrive.` };
    case 'online': return null;
  }
}

const filtered: Readonly<Record<Exclude<ListView, 'all'>, Words>> = {
  waiting: { title: 'No edits waiting', text: 'Everything you changed has been sent.' },
  needsYou: { title: 'Nothing needs you', text: 'No edit was refused, in conflict or in doubt.' },
  notLinked: { title: 'Every client is linked', text: 'A client that is delinked from you shows here, with its edits kept.' },
};

/** What an empty list means, and what to do. Says nothing about the clients that is not known. */
export function emptyWords(asked: NoRows): Words {
  const { query, view, status, words } = asked;
  if (query.trim() !== '') return searched(asked);
  if (status?.upToDateAt === null) {
    const edits = view === 'waiting' ? status.waiting + status.sending + status.checking : view === 'needsYou' ? status.needsYou : 0;
    if (edits > 0) return unlisted(edits, words);
    const said = view === 'all' || view === 'notLinked' ? unread(status, words) : null;
    if (said !== null) return said;
  }
  if (view !== 'all') return filtered[view];
  if (status !== null && status.listTrouble !== '') return { title: words.one === 'client' ? 'No client list could be read' : `Your ${words.many} could not be read`, text: 'What is wrong, and what to do, is said above.' };
  if (words.one === 'contact') return { title: 'No contacts yet', text: `${words.system} holds none. Press N to add the first.` };
  return { title: 'No clients yet', text: `${words.system} lists no client linked to you. Link clients in myIR, then choose Read all clients again.` };
}
