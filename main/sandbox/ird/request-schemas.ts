import { Ajv } from 'ajv';
import type { ErrorObject, ValidateFunction } from 'ajv';
import type { Operation } from './wire.ts';

/** Request rules of Contact, Customer and Account 2021-09-14.yaml in our own words (SPEC 7 to 9). */
type Schema = Record<string, unknown>;

const text = (least: number, most: number): Schema => ({ type: 'string', minLength: least, maxLength: most });
const oneOf = (...values: string[]): Schema => ({ type: 'string', enum: values });
const id: Schema = { type: 'integer' };
const object = (required: string[], properties: Record<string, Schema>): Schema => ({ type: 'object', required, properties });

const phone = object(['PhoneType', 'Country', 'PhoneNumber'], {
  PhoneType: oneOf('BSN', 'BSNFAX', 'CELL', 'HOM'),
  Country: text(2, 2),
  AreaCode: text(0, 5),
  PhoneNumber: text(1, 15),
  Extension: text(0, 10),
});

const customer = object(['CustomerID', 'CustomerIDType'], { CustomerID: text(9, 10), CustomerIDType: oneOf('IRD', 'CST') });

const schemas: Record<Operation, Schema> = {
  readCustomer: customer,
  listAccounts: customer,
  readAccount: object(['AccountID', 'AccountIDType'], { AccountID: text(7, 15), AccountIDType: oneOf('ACC', 'CMPF', 'KSF') }),
  addContact: object(['Contact'], {
    CustomerID: text(0, 10),
    CustomerIDType: oneOf('IRD', 'CST', ''),
    AccountID: text(0, 15),
    AccountIDType: oneOf('ACC', ''),
    // No bounds on the number of phones here: that is CNT103, not EV1100.
    Contact: object(['ContactType', 'Phone'], { ContactType: oneOf('PRIMRY', 'SCNDRY'), Name: text(0, 255), Phone: { type: 'array', items: phone } }),
  }),
  renameContact: object(['ContactID', 'Contact'], { ContactID: id, Contact: object(['Name'], { Name: text(1, 255) }) }),
  removeContact: object(['ContactID'], { ContactID: id }),
  // Phone is not marked required by the published schema: an unknown id is CST404 even without it.
  addPhone: object(['ContactID'], { ContactID: id, Phone: phone }),
  changePhone: object(['PhoneID'], { PhoneID: id, Phone: phone }),
  removePhone: object(['PhoneID'], { PhoneID: id }),
};

const ajv = new Ajv();
const validators = new Map<string, ValidateFunction>();

const validatorOf = (operation: Operation): ValidateFunction => {
  const known = validators.get(operation);
  if (known !== undefined) return known;
  const made = ajv.compile(schemas[operation]);
  validators.set(operation, made);
  return made;
};

/** A bad value is named by its own path, a missing one by its parent; at the top there is no parent, but for the customer's id (SPEC 10). */
function fieldOf(error: ErrorObject): string {
  const path = error.instancePath.split('/').filter((part) => part !== '' && !/^\d+$/.test(part));
  if (error.keyword !== 'required' || path.length > 0) return path.join('.');
  const missing: unknown = error.params['missingProperty'];
  if (missing === 'CustomerID' || missing === 'CustomerIDType') return 'CustomerID';
  return missing === 'AccountID' || missing === 'AccountIDType' ? 'AccountID' : '';
}

const given = (value: unknown): boolean => value !== undefined && value !== '';

/** Customer level or account level, one of them, each with its type (SPEC 7.1). */
function levelFault(body: Record<string, unknown>): string | null {
  const customerGiven = given(body['CustomerID']);
  if (customerGiven === given(body['AccountID'])) return 'CustomerID';
  const name = customerGiven ? 'CustomerID' : 'AccountID';
  if (given(body[`${name}Type`])) return null;
  return body[`${name}Type`] === undefined ? name : `${name}Type`;
}

/** null: the body is as the contract wants it. Otherwise the field path for EV1100, '' for none. */
export function schemaFault(operation: Operation, body: unknown): string | null {
  const validate = validatorOf(operation);
  if (!validate(body)) {
    const [error] = validate.errors ?? [];
    return error === undefined ? '' : fieldOf(error);
  }
  return operation === 'addContact' ? levelFault(body as Record<string, unknown>) : null;
}
