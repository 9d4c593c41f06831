import { randomFrom } from '../random.ts';
import type { Random } from '../random.ts';
import type { Contact } from './contact.ts';
import { stateKeys } from './states.ts';
import { gstinCheck } from './tax-numbers.ts';

const words = (text: string): string[] => text.trim().split(/\s*,\s*/);

const firstNames = words('Aarav, Ananya, Vihaan, Diya, Arjun, Ishita, Kabir, Meera, Rohan, Sanya, Farhan, Zoya, Gurpreet, Harleen, Tenzin, Lalrinpuia, Kavya, Suresh, Lakshmi, Joseph');
const lastNames = words('Raghavan, Choudhry, Iyerson, Patelwood, Menonkar, Deshpandey, Banerjeeta, Gillwal, Khanjee, Reddyson, Fernandesh, Naikar, Boruah, Pillaiwal, Sharmata');
const trades = words('Traders, Textiles, Spices, Electricals, Sarees, Steel Works, Pharma Distributors, Tea Estate, Logistics, Handicrafts, Jewellers, Sweets & Snacks');
const firms = words('Blue Lotus, Monsoon, Saffron Field, Banyan, Five Rivers, Silver Anklet, Kingfisher Lane, Peacock, Cardamom Hill, Lantern');
const streets = words('MG Road, Station Road, Temple Street, Mill Compound, Lake View Road, Gandhi Chowk, Market Yard, Fort Lane');
const towns = words('Bengaluru, Mumbai, Chennai, Kolkata, Pune, Jaipur, Kochi, Lucknow, Guwahati, Panaji');

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const some = (count: number, random: Random): string => Array.from({ length: count }, () => letters[random.whole(0, 25)]).join('');
const number = (from: number, to: number, width: number, random: Random): string => String(random.whole(from, to)).padStart(width, '0');

const panOf = (company: boolean, random: Random): string => `${some(3, random)}${company ? 'C' : 'P'}${some(1, random)}${number(1, 9999, 4, random)}${some(1, random)}`;

/** One in five has a check character that is wrong, as many of the vendor's own samples do (SPEC 6). */
function gstinOf(pan: string, random: Random): string {
  const fourteen = `${number(1, 37, 2, random)}${pan}1Z`;
  const check = gstinCheck(fourteen);
  return fourteen + (random.chance(0.2) ? (check === 'A' ? 'B' : 'A') : check);
}

/** Random bytes of a seed in the form of a UUID of version 4. */
export function uuidFrom(random: Random): string {
  const hex = Array.from({ length: 32 }, () => random.whole(0, 15).toString(16)).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** The firm's own three clients; the last one has no contacts yet. */
export const inventedBusinesses = (seed: number): [string, string, string] => {
  const random = randomFrom(seed, 0xb05);
  return [uuidFrom(random), uuidFrom(random), uuidFrom(random)];
};

/** One in seven was made by the vendor from a document, and has few fields (SPEC 4). */
function generatedContact(id: string, random: Random): Contact {
  const business_name = `${random.pick(firms)} ${random.pick(trades)}`;
  return { id, business_name, nick_name: `${business_name}(OT)`, gstin: gstinOf(panOf(true, random), random), organization_type: 'COMPANY', state: 'OTHERTERRITORY', country: 'INDIA', system_generated: true };
}

const sometimes = (share: number, text: string, random: Random): string => (random.chance(share) ? text : '');

/** Contact number `n` of a seed. About one in ten was never sent some of its fields: those are not there at all. */
export function inventedContact(seed: number, n: number): Contact {
  const random = randomFrom(seed, 0xc1e, n);
  const id = uuidFrom(random);
  if (random.chance(1 / 7)) return generatedContact(id, random);
  const company = random.chance(0.6);
  const person = `${random.pick(firstNames)} ${random.pick(lastNames)}`;
  const pan = panOf(company, random);
  const contact: Contact = {
    id,
    business_name: company ? `${random.pick(firms)} ${random.pick(trades)}` : person,
    nick_name: sometimes(0.4, person.split(' ')[0] ?? '', random),
    gstin: sometimes(0.6, gstinOf(pan, random), random),
    organization_type: company ? 'COMPANY' : 'INDIVIDUAL',
    contact_person_name: person,
    email: sometimes(0.8, `${person.toLowerCase().replace(' ', '.')}${n}@example.in`, random),
    pan_number: sometimes(0.7, pan, random),
    // No Indian range is set aside for fiction: those that begin with 0 to 5 are no mobile numbers.
    mobile_number: sometimes(0.8, `5${number(0, 999_999_999, 9, random)}`, random),
    land_line_number: sometimes(0.2, `0${number(0, 999_999_999, 9, random)}`, random),
    address: sometimes(0.8, `${random.whole(1, 400)} ${random.pick(streets)}`, random),
    city: sometimes(0.8, random.pick(towns), random),
    state: random.pick(stateKeys),
    zip_code: sometimes(0.8, number(1, 99_999, 6, random), random),
    country: 'INDIA',
  };
  if (!random.chance(0.1)) return contact;
  const { nick_name: _nick, land_line_number: _line, pan_number: _pan, ...sent } = contact;
  return { ...sent, id };
}
