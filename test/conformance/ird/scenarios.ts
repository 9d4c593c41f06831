/** What Inland Revenue's published test data, test packs and mind map describe for these APIs (SPEC 7, 14), one scenario a line. */
export interface Scenario {
  /** `POST /contact/phone` */
  operation: string;
  /** '' for success. */
  code: string;
  name: string;
  body: object;
  /** Another Authorization header; null for none; left out for a good one. */
  authorization?: string | null;
}

const phone = (more: object = {}): object => ({ PhoneType: 'BSN', Country: 'NZ', AreaCode: '', PhoneNumber: '044451153', Extension: '', ...more });
const contact = (type: string, phones: object[] = [phone()]): object => ({ Contact: { ContactType: type, Name: 'New Gateway', Phone: phones } });
const irdOf = (id: string): object => ({ CustomerID: id, CustomerIDType: 'IRD' });
const cst = (id: string): object => ({ CustomerID: id, CustomerIDType: 'CST' });
const account = (id: string): object => ({ AccountID: id, AccountIDType: 'ACC' });
const many = (count: number): object[] => Array.from({ length: count }, () => phone());
const rename = { Contact: { Name: 'UpdatedName' } };

type Line = readonly [string, object, string];
const group = (operation: string, lines: readonly Line[]): Scenario[] => lines.map(([code, body, name]) => ({ operation, code, name, body }));

const contacts = [1295148032, 1578864256];
const phones = [9004732142020, 1004734460042];

/** The same for reading a customer and for listing its accounts. */
const byCustomer: readonly Line[] = [
  ['', irdOf('132243158'), 'persona INDIVIDUAL'],
  ['', irdOf('069096409'), 'persona NON_INDIVIDUAL'],
  ['', irdOf('139369673'), 'persona ANOTHER_CUSTOMER'],
  ['', cst('1512150403'), 'persona CUSTOMER_WITH_CST_ID of the test details'],
  ['', cst('1512100301'), 'the customer with a CST id of the samples'],
  ['CST404', irdOf('136410132'), 'any other IRD number'],
  ['CST404', cst('1999999999'), 'any other customer id'],
  ['EV1022', irdOf('102210221'), 'persona EV1022_CUSTOMER, whose number fails the check digit'],
  ['EV2234', irdOf('123456789'), 'persona IRD_FAILED_CHECK_DIGIT'],
  ['EV1100', irdOf('111-111-111'), 'a hyphenated IRD number'],
  ['EV1100', { CustomerID: '132243050' }, 'a missing CustomerIDType'],
  ['EV1100', { CustomerID: '132243050', CustomerIDType: '' }, 'an empty CustomerIDType'],
];

/** 132243158DSB006 is published for a bank error only; its type is not among the Account API's. */
const accounts = [
  ...['FAM005', 'GST004', 'INC003', 'FBT005'].map((end) => `132243158${end}`), '069096409EMP003', '069096409INC002', '139369673AIL023', '139369673INC003', '139369673REB001',
  '512100301REB001', '512100301INC003', '512100301AIL023',
];

const readingAccounts: readonly Line[] = [
  ...accounts.filter((id) => !/FBT/.test(id)).map((id): Line => ['', account(id), `account ${id} of a persona`]),
  ['ACT100', account('132243158KSS004'), 'a KiwiSaver account of a persona'],
  ['ACT100', account('139376056KSS004'), 'a KiwiSaver account of nobody else'],
  ['CST404', account('136410132INC001'), 'any other account'],
  ['EV1022', account('102210221INC002'), 'the account of persona EV1022_CUSTOMER'],
  ['EV1022', account('132253579INC002'), 'the account of the EV1022 sample'],
  ['EV1100', { AccountID: '132243158INC003' }, 'a missing AccountIDType'],
  ['EV1100', { AccountID: '1', AccountIDType: 'ACC' }, 'an account number that is too short'],
];

const adding: readonly Line[] = [
  ['', { ...irdOf('069096409'), ...contact('SCNDRY') }, 'test 001: a secondary contact for the company'],
  ...['132243158', '139369673'].map((id): Line => ['', { ...irdOf(id), ...contact('PRIMRY') }, `a primary contact for ${id}`]),
  ...['1512150403', '1512100301'].map((id): Line => ['', { ...cst(id), ...contact('SCNDRY') }, `a secondary contact for the customer id ${id}`]),
  ...accounts.filter((id) => !/FBT/.test(id)).map((id): Line => ['', { ...account(id), ...contact('SCNDRY') }, `a secondary contact on account ${id}`]),
  ['', { ...irdOf('069096409'), ...contact('SCNDRY', many(5)) }, 'five phones'],
  ['', { ...irdOf('069096409'), ...contact('SCNDRY', [phone({ PhoneType: 'CELL', Extension: '4' })]) }, 'an extension on a mobile, which the mock does not emulate'],
  ['', { ...irdOf('069096409'), Contact: { ContactType: 'SCNDRY', Phone: [phone()] } }, 'no name'],
  ['ACT100', { ...account('132243158KSS004'), ...contact('PRIMRY') }, 'a KiwiSaver account'],
  ['CST404', { ...irdOf('136410132'), ...contact('PRIMRY') }, 'any other customer'],
  ['CST404', { ...account('136410132INC001'), ...contact('PRIMRY') }, 'any other account'],
  ['EV1022', { ...irdOf('102210221'), ...contact('PRIMRY') }, 'persona EV1022_CUSTOMER'],
  ['EV1022', { ...account('102210221INC002'), ...contact('PRIMRY') }, 'the account of persona EV1022_CUSTOMER'],
  ['EV2234', { ...irdOf('123456789'), ...contact('PRIMRY') }, 'persona IRD_FAILED_CHECK_DIGIT'],
  ['EV1100', { CustomerID: '069096409', CustomerIDType: 'IRN', ...contact('SCNDRY') }, 'a CustomerIDType that is neither IRD nor CST'],
  ['EV1100', { ...irdOf('069096409'), ...account('069096409INC002'), ...contact('SCNDRY') }, 'a customer and an account at once'],
  ['EV1100', { ...irdOf('069096409'), ...contact('OTHER') }, 'an unknown contact type'],
  ['EV1100', { ...irdOf('069096409'), Contact: { ContactType: 'SCNDRY', Name: 'No phone' } }, 'no phones at all'],
  ['CNT101', { ...account('132243158FBT005'), ...contact('PRIMRY') }, 'account 132243158FBT005'],
  ['CNT101', { ...irdOf('069096409'), ...contact('PRIMRY') }, 'test 010: a second primary contact'],
  ['CNT102', { ...irdOf('069096409'), ...contact('SCNDRY', [phone({ AreaCode: 'A4' })]) }, 'test 011: an area code that is no number'],
  ['CNT102', { ...irdOf('069096409'), ...contact('SCNDRY', [phone({ Country: 'AU' })]) }, 'test 020: an Australian phone without an area code'],
  ['CNT102', { ...irdOf('069096409'), ...contact('SCNDRY', [phone({ AreaCode: '04' })]) }, 'test 021: a New Zealand phone with an area code'],
  ['CNT103', { ...irdOf('069096409'), ...contact('SCNDRY', []) }, 'no phone in the list'],
  ['CNT103', { ...irdOf('069096409'), ...contact('SCNDRY', many(6)) }, 'six phones'],
];

const onContacts = (body: object): Line[] => [
  ...contacts.map((ContactID): Line => ['', { ContactID, ...body }, `contact ${ContactID}, which works against any persona`]),
  ['CST404', { ContactID: 1111111111, ...body }, 'any other contact'],
  ['EV1022', { ContactID: 1320547545, ...body }, 'the contact of persona EV1022_CUSTOMER'],
  ['EV1100', { ContactID: '1295148032', ...body }, 'a contact id in quotes'],
  ['EV1100', body, 'no contact id'],
];

const onPhones = (body: object): Line[] => [
  ...phones.map((PhoneID): Line => ['', { PhoneID, ...body }, `phone ${PhoneID}, which works against any persona`]),
  ['CST404', { PhoneID: 42, ...body }, 'any other phone'],
  ['EV1022', { PhoneID: 9005454545845, ...body }, 'the phone of persona EV1022_CUSTOMER'],
  ['EV1100', { PhoneID: 'one', ...body }, 'a phone id that is no number'],
  ['EV1100', body, 'no phone id'],
];

const wrongPhones = (id: object): Line[] => [
  ['CNT102', { ...id, Phone: phone({ AreaCode: 'x' }) }, 'an area code that is no number'],
  ['CNT102', { ...id, Phone: phone({ Country: 'AU' }) }, 'an Australian phone without an area code'],
  ['EV1100', { ...id, Phone: { PhoneType: 'BSN', Country: 'NZ' } }, 'a phone without a number'],
];

/** CNT103 is not emulated for single phones (SPEC 14): a sixth is taken, and the last one goes. */
const notEmulated: readonly Scenario[] = [
  { operation: 'POST /contact/phone', code: '', name: 'CNT103 not emulated: one more phone, however many there are', body: { ContactID: 1295148032, Phone: phone() } },
  { operation: 'DELETE /contact/phone', code: '', name: 'CNT103 not emulated, test 008: the only phone the sample shows on its contact', body: { PhoneID: 9004732142020 } },
];

const direct: Scenario[] = [
  ...group('POST /customer/customer', byCustomer),
  ...group('POST /account/list', byCustomer),
  ...group('POST /account/account', readingAccounts),
  ...group('POST /contact/contact', adding),
  ...group('PUT /contact/contact', [...onContacts(rename), ['EV1100', { ContactID: 1295148032, Contact: {} }, 'no name']]),
  ...group('DELETE /contact/contact', onContacts({})),
  ...group('POST /contact/phone', [...onContacts({ Phone: phone() }), ...wrongPhones({ ContactID: 1295148032 })]),
  ...group('PUT /contact/phone', [...onPhones({ Phone: phone() }), ...wrongPhones({ PhoneID: 9004732142020 })]),
  ...group('DELETE /contact/phone', onPhones({})),
  ...notEmulated,
];

/** Each operation with a wrong token and without one; the token is looked at before the body. */
const tokens = [...new Set(direct.map((one) => one.operation))].flatMap((operation): Scenario[] => [
  { operation, code: 'EV1020', name: 'an invalid token', body: {}, authorization: 'Bearer nonsense' },
  { operation, code: 'EV1021', name: 'no Authorization header', body: {}, authorization: null },
]);

export const scenarios: readonly Scenario[] = [...direct, ...tokens];
