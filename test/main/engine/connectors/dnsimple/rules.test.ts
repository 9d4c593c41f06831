import { describe, expect, it } from 'vitest';
import { dnsimpleFacts } from '../../../../../main/engine/connectors/dnsimple/facts.ts';
import { dnsimple } from '../../../../../main/engine/connectors/dnsimple/system.ts';
import { somebody } from '../../../sandbox/dnsimple/desk.ts';

const issues = (more: object): string[] => dnsimple.check({ ...somebody, ...more }, 'edit').map(({ field, severity }) => `${severity} ${field}`);

describe('The rules between fields', () => {
  it('want a job title beside an organisation', () => {
    expect(issues({})).toEqual([]);
    expect(issues({ job_title: ' ' })).toEqual(['error /job_title']);
    expect(issues({ job_title: '', organization_name: ' ' })).toEqual([]);
  });

  it('warn of what DNSimple may not take, and stop nobody: its own rules are not published', () => {
    expect(issues({ email: 'nobody', phone: '021 555 0123', fax: '+123 x' })).toEqual(['warning /email', 'warning /phone', 'warning /fax']);
    expect(issues({ phone: '+1.8005550123', fax: '+44 (20) 7946-0958' })).toEqual([]);
    expect(issues({ email: null, phone: '', fax: null })).toEqual([]);
  });
});

describe('A contact is shown', () => {
  it('by its person, else by whatever there is', () => {
    const title = (more: object): string => dnsimple.title({ id: 5, ...more });
    expect(title(somebody)).toBe('First User');
    expect(title({ first_name: ' ', last_name: null, label: 'Billing' })).toBe('Billing');
    expect([title({ organization_name: 'Saltmarsh' }), title({ email: 'a@b.example' }), title({}), dnsimple.title({})]).toEqual(['Saltmarsh', 'a@b.example', 'Contact 5', 'Contact']);
  });

  it('as an organisation or a person', () => {
    expect([dnsimple.kind(somebody), dnsimple.kind({ organization_name: '' }), dnsimple.kind({})]).toEqual(['Organisation', 'Person', 'Person']);
  });

  it('with the moment of its last change', () => {
    expect([dnsimple.updatedAt({ updated_at: '2016-01-19T20:50:26Z' }), dnsimple.updatedAt({ updated_at: 'soon' }), dnsimple.updatedAt({})]).toEqual([Date.parse('2016-01-19T20:50:26Z'), null, null]);
  });
});

describe('The facts', () => {
  it('name each field once, and every country there is', () => {
    const paths = dnsimpleFacts.fields.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    const options = dnsimpleFacts.fields.find(({ path }) => path === '/country')?.options ?? [];
    expect([options.length, options.find(({ value }) => value === 'NZ')?.label, options.every(({ value, label }) => value !== label)]).toEqual([249, 'New Zealand', true]);
  });

  it('go over to other processes as they are', () => {
    expect(structuredClone(dnsimpleFacts)).toEqual(dnsimpleFacts);
  });

  it('give a token to a call, and nothing to a call without one', () => {
    const call = dnsimple.statusCall('');
    expect(dnsimple.headers({ token: 'abc' }, call)).toMatchObject({ authorization: 'Bearer abc' });
    expect([dnsimple.headers({}, call), dnsimple.headers({ token: '' }, call)]).toEqual([null, null]);
  });
});
