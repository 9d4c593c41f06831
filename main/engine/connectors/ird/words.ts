/** What a refusal means to the person, and what to do next. The gateway's own text stays under Details. */
const refusals: Record<string, string> = {
  ACT100: 'Inland Revenue does not keep contacts on this type of account. Discard this edit, or add the contact to the customer.',
  CNT101: 'There is already a contact of this type here. Read it again and change that one, or discard this edit.',
  CNT102: 'Inland Revenue does not accept this phone number. Correct it and try again.',
  CNT103: 'A contact must have between one and five phone numbers.',
  CST404: 'Inland Revenue has no record with this number any more.',
  EV1100: 'Inland Revenue could not read this edit. Copy the details and tell us; nothing was changed.',
  EV2234: 'Inland Revenue says this IRD number is not valid.',
};

/** Codes we do not know are shown, never swallowed (SPEC 10). */
export const refusalWords = (code: string): string => refusals[code] ?? `Inland Revenue refused this with code ${code}. The answer is under Details.`;
