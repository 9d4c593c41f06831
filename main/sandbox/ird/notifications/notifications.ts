import { Ajv } from 'ajv';
import { newZealandTime } from '../../nz-time.ts';
import type { Principal } from '../../tokens.ts';
import { answered, refused } from '../answers.ts';
import type { Answer } from '../answers.ts';
import type { Mailbox, Notice } from './mailbox.ts';

/** Notifications 20230331.yaml, its `list_POST_Request`, in our own words. */
interface ListAsk {
  QueryIDType?: string;
  QueryID?: string;
  FromDateTime: string;
  ToDateTime?: string;
}

const isAsk = new Ajv().compile<ListAsk>({
  type: 'object',
  required: ['FromDateTime'],
  properties: {
    QueryIDType: { enum: ['CLTLID', 'CST', 'IRD', 'KSF', 'LSTID'] },
    QueryID: { type: 'string', maxLength: 30 },
    FromDateTime: { type: 'string' },
    ToDateTime: { type: 'string' },
  },
});

const most = 16_000;
const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})?$/;

/** As New Zealand local time to the second, the form in which they are compared. null: no such moment. One without a zone is New Zealand's (SPEC 6, inferred). */
function momentOf(text: string): string | null {
  const zoned = /(Z|[+-]\d{2}:\d{2})$/.test(text);
  if (!form.test(text) || Number.isNaN(Date.parse(zoned ? text : `${text}Z`))) return null;
  return zoned ? newZealandTime(Date.parse(text)) : text.slice(0, 19);
}

interface Window {
  from: string;
  to: string;
}

/** The order of these checks is ours: it is not published. */
function windowOf(ask: ListAsk, now: string): Window | Answer {
  const from = momentOf(ask.FromDateTime);
  if (from === null) return refused('EV1100', 'FromDateTime');
  const to = ask.ToDateTime === undefined ? now : momentOf(ask.ToDateTime);
  if (to === null) return refused('EV1100', 'ToDateTime');
  if (from > now || to > now) return refused('KS0113');
  return to < from ? refused('EV2302') : { from, to };
}

/** Category 1 (event) and sub-category Customer are inferred: the definition does not say which type has which. */
const constant = { Category: '1', SubCategory: 'Customer', DocumentID: 0, DocumentLocationID: 0, ExtID: '', ExtIDType: '', FilingPeriod: '9999-12-31', DueDate: '9999-12-31' };

const descriptions: Readonly<Record<Notice['type'], string>> = {
  ACCLNK: 'An account has been linked to a business intermediary',
  ACCDLK: 'An account has had a link removed or ceased for a business intermediary',
  ACCREG: 'A new account has been registered',
  ACCCLS: 'Account cease date has changed',
};

/** `at`: the notice's moment in New Zealand. */
const recordOf = (notice: Notice, at: string): object => ({
  NotificationKey: notice.key, RecordCreated: at, EventDate: at, Type: notice.type, Description: descriptions[notice.type],
  ...constant, ID: notice.recipient.id, IDType: notice.recipient.idType, SubjectID: notice.subject.id, SubjectIDType: notice.subject.idType,
});

/** `POST /gateway/notification/list`. A refused recipient is 400 EV1022: this definition has no 403. */
export function answerNotifications(mailbox: Mailbox, principal: Principal, body: unknown): Answer {
  if (!isAsk(body)) return refused('EV1100', isAsk.errors?.[0]?.instancePath.slice(1) ?? '');
  const window = windowOf(body, newZealandTime(mailbox.now()));
  if ('status' in window) return window;
  const { QueryID = '', QueryIDType = '' } = body;
  if ((QueryID === '') !== (QueryIDType === '')) return refused('NOT002');
  const notices = mailbox.notices(QueryID === '' ? null : { id: QueryID, idType: QueryIDType }, principal);
  if (notices === null) return { ...refused('EV1022'), status: 400 };
  const due = notices.map((notice) => ({ notice, at: newZealandTime(notice.at) })).filter(({ at }) => at >= window.from && at <= window.to);
  return due.length > most ? refused('NOT001') : answered({ Notifications: due.map(({ notice, at }) => recordOf(notice, at)) });
}
