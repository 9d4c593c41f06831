/**
 * Inland Revenue's published code tables with our words for them (Contact, Customer and Account 2021-09-14.yaml).
 * Code lists grow without notice (SPEC 6): a reader accepts and shows a code that is not here; only a writer is held to the list.
 */

export const contactTypes: Readonly<Record<string, string>> = {
  PRIMRY: 'Primary',
  SCNDRY: 'Secondary',
};

export const phoneTypes: Readonly<Record<string, string>> = {
  BSN: 'Business phone',
  BSNFAX: 'Fax',
  CELL: 'Mobile phone',
  HOM: 'Home phone',
};

export const entityTypes: Readonly<Record<string, string>> = {
  COMPNY: 'Company',
  DIPMSS: 'Diplomatic Mission',
  EMBASY: 'Embassy',
  GVMDPT: 'Government Department',
  HICOMM: 'High Commission',
  HLDACC: 'Holding account',
  INDVDL: 'Individual',
  LCLATH: 'Local Authority (Govt)',
  MRIAUT: 'Māori Authority',
  PBCATH: 'Public Authority (Govt)',
  PTNRSP: 'Partnership',
  SOCITY: 'Society/Club',
  SPRFND: 'Super Fund',
  STOWN: 'State-Owned (Govt)',
  STSCHL: 'State School (Govt)',
  TBD: 'To Be Established',
  TRUST: 'Trust',
  UNTTST: 'Unit Trust',
};

export const entitySubTypes: Readonly<Record<string, string>> = {
  AG: 'International Agency',
  AI: 'Agent Non-Resident Insurer',
  BC: 'Body Corporate',
  BO: 'Non-Resident Borrower',
  BS: 'Building Society',
  CC: 'Close Company',
  CG: 'Consolidated Group',
  CO: 'Co-operative',
  CY: 'Oranga Tamariki as Custodian',
  EB: 'Embassy',
  EM: 'Self Employed and Employer',
  ES: 'Estate',
  FO: 'NZ Force registered',
  FR: 'Foreign Trust',
  FS: 'Friendly Society',
  HC: 'High Commission',
  IP: 'Industrial & Provident Society',
  IR: 'Imputation Representative',
  IS: 'Incorporated Society/Club',
  JV: 'Joint Venture',
  LA: 'Local Authority',
  LC: 'Loss Attributing Qualifying Co',
  LI: 'Life Insurance',
  LP: 'Limited Partnership',
  LT: 'Look Through Company',
  MA: 'Māori Authority',
  MT: 'Māori Trustee',
  NE: 'Non-Resident Entertainer',
  NQ: 'Non-Complying',
  NR: 'Non-Resident Child Support',
  OC: 'Non-Resident Contractor',
  OE: 'Non-Resident Contract Employer',
  OM: 'Overseas Child Support',
  OP: 'Ordinary Partnership',
  OS: 'Non-Res. Contractor Not Employ',
  OT: 'Other',
  PA: 'Public Authority',
  PI: 'PAYE Intermediary',
  PP: 'Provisional Tax Pooling',
  PT: 'Other Provisional Taxpayer',
  QC: 'Qualifying Company',
  QL: 'Complying Trust',
  RI: 'Provisional Tax Rental',
  RS: 'Recognised Seasonal Worker',
  SA: 'Sick Accident Death Fund',
  SD: 'Widely Held Superannuation',
  SE: 'Self Employed not Employer',
  SF: 'Registered Category 1',
  SG: 'Registered Other',
  SH: 'Unregistered',
  SJ: 'Foreign',
  SK: 'KiwiSaver Schemes',
  SO: 'State-owned',
  SP: 'Special Partnership',
  SW: 'Salary and Wages',
  TT: 'Trans Tasman',
  UN: 'Unincorporated Society/Club',
  UT: 'Unit Trust',
  WH: 'Widely Held Company',
  XB: 'Cross Border',
  XX: 'To Be Established',
};

export const accountTypes: Readonly<Record<string, string>> = {
  AIL: 'Approved issuer levy',
  AIP: 'Account Information Provider',
  CAD: 'Casino duty',
  CPR: 'Child support - Receiving carer',
  CRS: 'CRS',
  DWT: 'Dividend withholding tax',
  EMP: 'Payroll',
  EQU: 'Income equalisation',
  ERA: 'Environmental restoration',
  FAM: 'Working for Families',
  FAT: 'FATCA',
  FBT: 'FBT',
  FTR: 'NZ foreign trust',
  GMD: 'Gaming machine duty',
  GSD: 'GST satisfaction of debt',
  GST: 'GST',
  INC: 'Income tax',
  IPS: 'RWT on interest',
  KSF: 'KiwiSaver scheme',
  LOD: 'Lottery duty',
  MPO: 'Multi payment option',
  NCP: 'Child support - Liable parent',
  NRT: 'Non-resident withholding tax',
  PIE: 'Portfolio investment entity',
  PRS: 'Payroll subsidy',
  RDI: 'R&D tax incentive',
  REB: 'Donation tax credit',
  RLT: 'Residential land withholding tax',
  RSP: 'Resurgence Support Payment',
  RUL: 'Rulings and determinations',
  RWT: 'Resident withholding tax',
  SBC: 'Small Business loan',
  SLS: 'Student loan',
  TOD: 'Totalisator duty',
  TPA: 'Tax Pooling account',
  UCM: 'Unclaimed money holder',
};

/** Account types that are listed, and linked to, but are not the Account API's (Common.v2.xsd). */
const otherAccountTypes: Readonly<Record<string, string>> = {
  BPA: 'Multi payment option',
  KSS: 'KiwiSaver member',
  PPL: 'Paid parental leave',
};

/** The name of any published account type; the bare code of any other. */
export const accountTypeWords = (type: string): string => wordFor(Object.hasOwn(accountTypes, type) ? accountTypes : otherAccountTypes, type);

/** Kinds of client lists (Intermediation.v1.xsd). */
export const clientListTypes: Readonly<Record<string, string>> = {
  BKPCLI: 'Bookkeeper client list',
  OTHCLI: 'Other representative client list',
  PAYCLI: 'PAYE intermediary client list',
  PRBCLI: 'Payroll bureau client list',
  TAXCLI: 'Tax agent client list',
};

export const accountStatuses: Readonly<Record<string, string>> = {
  ACT: 'Active',
  CLS: 'Closed',
  SUS: 'Suspended',
};

export const customerAddressTypes: Readonly<Record<string, string>> = {
  LOC: 'Physical',
  MAL: 'Mailing',
};

export const accountAddressTypes: Readonly<Record<string, string>> = {
  PRFLOC: 'Physical',
  PRFMAL: 'Mailing',
};

export const nameTypes: Readonly<Record<string, string>> = {
  DBACST: 'Trade name',
  LGL: 'Legal name',
  PREFER: 'Preferred name',
  PRF: 'Profile name',
};

/** The word for a code, or the code itself where the list has grown without us. */
export const wordFor = (table: Readonly<Record<string, string>>, code: string): string =>
  (Object.hasOwn(table, code) ? table[code] : undefined) ?? code;
