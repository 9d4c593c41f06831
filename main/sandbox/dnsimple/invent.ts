import { randomFrom } from '../random.ts';
import type { Random } from '../random.ts';
import { accounts } from './accounts.ts';
import { wireTime } from './contact.ts';
import type { Contact } from './contact.ts';

const words = (text: string): string[] => text.trim().split(/\s*,\s*/);

const firstNames = words('Mere, Tevita, Anaïs, Jürgen, Søren, Zoë, Priya, Wei, Yuki, Mateusz, Siobhán, Leila, Charlotte, Giulia, Hēmi, Renée, Åsa, Dominik, Noor, Callum');
const lastNames = words('Ashdown, Barrowby, Calderwick, Dunmoor-Hart, Easterbrook, Fairweather, Greyling, Hollowby, Larkham, Müllerson, Northcote, Oakhanger, Penhallow, Quillfeather, Rossiby, Stonebridge, Thistlewood, Vantongeren, Çelikby, O’Halloranby');
const firms = words('Kowhai Names, Bluff Point Studio, Harbourlight Media, Twin Peaks Software, Café Tidewater, Riverbend Architects, Old Mill Bakery, Saltmarsh & Sons');
const titles = words('Director, Owner, Office Manager, Domain Administrator, Head of IT, CEO');
const streets = words('Station Road, Church Street, Mill Lane, Harbour View, Orchard Way, Ferry Street, Ridge Road, Market Square');

/** Town, region, postcode, country, and the front of a phone number in a range set aside for fiction where the country has one. */
const places: readonly (readonly [string, string, string, string, string])[] = [
  ['Roma', 'RM', '00100', 'IT', '+1202555'], ['Paris', 'Île-de-France', '01000', 'FR', '+3319900'], ['London', 'Greater London', 'SW1A 1AA', 'GB', '+447700900'],
  ['Portland', 'OR', '97201', 'US', '+1503555'], ['Boston', 'MA', '02108', 'US', '+1617555'], ['Auckland', 'Auckland', '0612', 'NZ', '+1212555'],
  ['Dresden', 'Sachsen', '01067', 'DE', '+1312555'], ['Sydney', 'NSW', '2000', 'AU', '+61491570'], ['Toronto', 'ON', 'M5H 2N2', 'CA', '+1416555'],
];

/** The last digits of a number in those ranges: 555-01xx, 07700 900xxx, 01 99 00 xx xx, 0491 570 xxx. */
const lastDigits = (front: string, random: Random): string => {
  if (front.startsWith('+1')) return `01${String(random.whole(0, 99)).padStart(2, '0')}`;
  if (front.startsWith('+33')) return String(random.whole(0, 9999)).padStart(4, '0');
  return front.startsWith('+61') ? random.pick(['006', '156', '157', '158', '159', '110']) : String(random.whole(0, 999)).padStart(3, '0');
};

/** About one in ten is kept the way registries write it, as contacts are that came in long ago. */
const phoneIn = (front: string, random: Random): string => {
  const number = front + lastDigits(front, random);
  return random.chance(0.1) && number.startsWith('+1') ? `+1.${number.slice(2)}` : number;
};

const plain = (text: string): string => text.normalize('NFD').replace(/[^a-zA-Z]/g, '').toLowerCase();

/** Contact number `n`, 1 and up; its number is its id. Three in four belong to the first account. */
export function inventedContact(seed: number, n: number): Contact {
  const random = randomFrom(seed, 0xd45, n);
  const [first, last] = [random.pick(firstNames), random.pick(lastNames)];
  const [city, state_province, postal_code, country, front] = random.pick(places);
  const organization = random.chance(0.5) ? random.pick(firms) : '';
  const createdAt = Date.parse('2016-01-19T20:50:26Z') + random.whole(0, 3_000) * 86_400_000 + random.whole(0, 86_399) * 1000;
  return {
    id: n,
    account_id: (n % 4 === 0 ? accounts[1] : accounts[0]).id,
    label: random.chance(0.3) ? random.pick(['Default', 'Billing', 'Technical', 'Old address']) : '',
    first_name: first,
    last_name: last,
    job_title: organization === '' ? '' : random.pick(titles),
    organization_name: organization,
    email: `${plain(first)}.${plain(last)}${n}@example.${random.pick(['com', 'net', 'org'])}`,
    phone: phoneIn(front, random),
    fax: random.chance(0.15) ? phoneIn(front, random) : '',
    address1: `${random.whole(1, 240)} ${random.pick(streets)}`,
    address2: random.chance(0.2) ? `c/o ${random.pick(firstNames)} ${random.pick(lastNames)}` : '',
    city, state_province, postal_code, country,
    created_at: wireTime(createdAt),
    updated_at: wireTime(createdAt + random.whole(0, 400) * 86_400_000),
  };
}

/** A domain, the contact that is its registrant, and whether a change of registrant to that contact is still on its way. */
export interface Domain {
  id: number;
  account_id: number;
  name: string;
  registrant_id: number;
  changing: boolean;
}

/** About one contact in six is the registrant of a domain, and one in forty only named in a change on its way (SPEC 6). */
export function inventedDomain(seed: number, contact: Contact): Domain | null {
  const random = randomFrom(seed, 0xd0a, contact.id);
  const draw = random.next();
  if (draw > 1 / 6 + 1 / 40) return null;
  return { id: 100 + contact.id, account_id: contact.account_id, name: `${plain(contact.last_name)}-${contact.id}.example`, registrant_id: contact.id, changing: draw > 1 / 6 };
}
