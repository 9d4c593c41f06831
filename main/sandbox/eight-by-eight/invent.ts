import { randomFrom } from '../random.ts';
import type { Random } from '../random.ts';
import type { Child, Contact } from './contact.ts';

const words = (text: string): string[] => text.trim().split(/\s*,\s*/);

const firstNames = words('Jordan, Mereana, Tāne, Priya, Wei, Anaïs, Jürgen, Zoë, Søren, Amara, Kwame, Ximena, Yuki, Noor, Siobhán, Mateusz, Leilani, Omar, Harriet, Diego');
const lastNames = words('Ashdown, Barrowby, Calderwick, Dunmoor, Easterbrook, Fairweather, Greyling, Hollowby, Larkham, Müllerson, Northcote, Oakhanger, Penhallow, Rangiāwhia, Stonebridge, O’Halloranby');
const companies = words('Bluff Point Dental, Harbourlight Couriers, Twin Peaks Legal, Café Tidewater, Riverbend Motors, Old Mill Bakery, Saltmarsh & Sons, Ironsand Software, Lantern Travel, Kererū Plumbing');
const departments = words('Support, Sales, Accounts, Research and Development, Front Desk, Operations');
const titles = words('Agent, Office Manager, Engineer, Receptionist, Team Lead, Director');
const cities = words('San Jose, Portland, Boston, Toronto, Leeds, Wellington');
const zones = words('America/Los_Angeles, America/New_York, Europe/London, Pacific/Auckland');
const services = words('Main Menu, Night Desk, Billing Queue, Reception Group');

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const some = (count: number, random: Random, from = alphabet): string => Array.from({ length: count }, () => from[random.whole(0, from.length - 1)]).join('');
const plain = (text: string): string => text.normalize('NFD').replace(/[^a-zA-Z]/g, '').toLowerCase();

/** 18 characters, as the real ones are. */
export const inventedCustomer = (seed: number): string => `0016C00000${some(8, randomFrom(seed, 0x8c5))}`;

/** In the form of a UUID. */
export function uuidFrom(random: Random): string {
  const hex = some(32, random, '0123456789abcdef');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

type ChildId = () => number;

/** 555-01xx is set aside for fiction. Some are kept as somebody once typed them. */
const phone = (random: Random): string => {
  const number = `555-01${String(random.whole(0, 99)).padStart(2, '0')}`;
  return random.chance(0.2) ? `(${random.pick(['503', '617', '408'])}) ${number}` : `+1${random.pick(['503', '617', '408'])}${number.replace('-', '')}`;
};

const address = (random: Random, purposeType: string): Record<string, unknown> => ({
  ...(random.chance(0.2) ? { apartmentNumber: String(random.whole(1, 400)) } : {}),
  city: random.pick(cities), country: 'United States', county: `${random.pick(lastNames)} County`, notes: random.chance(0.2) ? 'Ring twice' : '', postalCode: `0${random.whole(1000, 9999)}`,
  primary: true, purposeType, state: random.pick(['California', 'Oregon', 'Massachusetts']), streetName: `${random.pick(lastNames)} Street`, streetNumber: String(random.whole(1, 900)),
});

function children(rows: Record<string, unknown>[], childId: ChildId): Child[] {
  return rows.map((row) => ({ ...row, id: childId() }));
}

/** None to three, the first one primary, each of another kind. */
function phones(random: Random): Record<string, unknown>[] {
  const kinds = ['WORK', 'MOBILE', 'HOME'].slice(0, random.whole(0, 3));
  const numbers = [...new Set(kinds.map(() => phone(random)))];
  return numbers.map((number, n) => ({ phone: number, primary: n === 0, purposeType: kinds[n], source: 'EXTERNAL' }));
}

function person(random: Random): Record<string, unknown> {
  const [firstName, lastName] = [random.pick(firstNames), random.pick(lastNames)];
  const middle = random.chance(0.3) ? { middleName: random.pick(firstNames) } : {};
  const nick = random.chance(0.2) ? { nickName: firstName.slice(0, 3) } : {};
  return { firstName, lastName, ...middle, ...nick, department: random.pick(departments), jobTitle: random.pick(titles), locale: 'en_US', location: random.pick(cities), timeZone: random.pick(zones) };
}

const times = (random: Random): { createdTimestamp: number; updatedTimestamp: number } => {
  const createdTimestamp = Date.parse('2021-05-18T12:30:00Z') + random.whole(0, 100_000_000) * 1000;
  return { createdTimestamp, updatedTimestamp: createdTimestamp + random.whole(0, 30_000_000_000) };
};

function company(random: Random, n: number, childId: ChildId): Record<string, unknown> {
  const who = person(random);
  const email = `${plain(String(who['firstName']))}.${plain(String(who['lastName']))}${n}@example.com`;
  const tags = ['customField1', 'customField2', 'customField7'].slice(0, random.whole(0, 3)).map((name) => ({ name, value: random.pick(['gold', 'silver', 'Kōwhai list', 'do not call']) }));
  return {
    id: uuidFrom(random), contactType: 'company', companyName: random.pick(companies), ...who,
    addresses: children(random.chance(0.7) ? [address(random, 'WORK')] : [], childId),
    emails: children(random.chance(0.8) ? [{ email, primary: true, purposeType: 'WORK' }, ...(random.chance(0.2) ? [{ email: `home.${email}`, primary: false, purposeType: 'HOME' }] : [])] : [], childId),
    phones: children(phones(random), childId),
    tags: children(tags, childId),
  };
}

/** A user of the phone system, or one of its queues and menus: seen, never written (SPEC 2). */
function directoryRow(random: Random, n: number, childId: ChildId, service: boolean): Record<string, unknown> {
  const [id, pbxId, subscriptionId] = [some(22, random), some(22, random), some(22, random)];
  const subscriptionType = service ? random.pick(['RG', 'CQ', 'AA']) : 'UE';
  const extension = { branchId: some(22, random), branchName: 'ContactSite', contactId: id, displayInDirectory: random.chance(0.9), extension: String(60_000_000 + n), extensionType: 'CC', fqExtension: String(1_460_000_000 + n), pbxId, pbxName: 'kowhaipbx1', subscriptionId, subscriptionType };
  const own = service ? { firstName: random.pick(services) } : { ...person(random), assignedUserId: id, pictureHash: some(64, random, '0123456789abcdef') };
  return {
    id, contactType: service ? 'service' : 'corporate', companyName: 'Kōwhai Accounting', displayWhenNoExtension: true, hideInAA: false, pbxId, pbxName: 'kowhaipbx1', subscriptionId, subscriptionType, ...own,
    addresses: children(service ? [] : [address(random, random.chance(0.3) ? 'BUSINESS' : 'WORK')], childId),
    emails: children(service ? [] : [{ email: `user${n}@kowhai-accounting.example`, primary: true, purposeType: 'WORK' }], childId),
    extensions: children([extension], childId),
    phones: children(phones(random), childId),
    tags: [],
  };
}

/** Contact number `n` of a seed: about one in seven is a user of the phone system, one in twenty a service. */
export function inventedContact(seed: number, n: number, customerId: string, childId: ChildId): Contact {
  const random = randomFrom(seed, 0x8b8, n);
  const draw = random.next();
  const own = draw < 0.15 ? directoryRow(random, n, childId, false) : draw < 0.2 ? directoryRow(random, n, childId, true) : company(random, n, childId);
  return { ...own, customerId, ...times(random) } as Contact;
}
