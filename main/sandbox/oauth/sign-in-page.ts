import type { Answer } from '../ird/answers.ts';
import type { Logon, Role } from '../logons.ts';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:28rem;margin:3rem auto;padding:0 1rem;color:#1d2433}
label,select,button{font:inherit}label{display:block;font-weight:600}select{width:100%;padding:.5rem;margin:.25rem 0 1rem}
button{padding:.5rem 1.5rem;margin-right:.5rem}small{color:#555}`;

const roleNames: Readonly<Record<Role, string>> = { owner: 'owner', administrator: 'administrator', user: 'user', restricted: 'restricted user' };

/**
 * The page refuses frames (SPEC 4.1) and runs nothing. The redirect address is named because browsers hold a form's answer to the
 * form's own policy; the referrer policy because without one a browser hides the origin that the form came from.
 */
function page(title: string, content: string, redirectUri: string): Answer {
  const body = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${style}</style></head>
<body><main><h1>${title}</h1>
${content}
<p><small>A sandbox on this computer. It is not Inland Revenue, and nothing here is real.</small></p></main></body></html>
`;
  const policy = `default-src 'none'; style-src 'unsafe-inline'; form-action 'self' ${new URL(redirectUri).origin}; frame-ancestors 'none'; base-uri 'none'`;
  const headers = {
    'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy, 'x-frame-options': 'DENY', 'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin', 'cache-control': 'no-store',
  };
  return { status: 200, body, headers };
}

const form = (ticket: string, content: string): string => `<form method="post" action="/gateway3/oauth/authorize" accept-charset="utf-8"><input type="hidden" name="ticket" value="${ticket}">
${content}</form>`;

const option = ({ logon, name, role }: Logon): string => `<option value="${escaped(logon)}">${escaped(`${logon} (${name}, ${roleNames[role]})`)}</option>`;

export function signInPage(ticket: string, logons: readonly Logon[], redirectUri: string): Answer {
  const content = `<label for="logon">myIR logon</label><select id="logon" name="logon">${logons.map(option).join('')}</select>
<button name="step" value="logIn">Log in</button><button name="step" value="deny">Cancel</button>`;
  return page('Log in to the sandbox', form(ticket, content), redirectUri);
}

export function consentPage(ticket: string, logon: Logon, clientName: string, redirectUri: string): Answer {
  const content = `<p>You are logged in as <strong>${escaped(logon.logon)}</strong>.</p>
<p><strong>${escaped(clientName)}</strong> asks to see and change what you can see and change at Inland Revenue.</p>
<button name="step" value="allow">Allow</button><button name="step" value="deny">Deny</button>`;
  return page('Allow access', form(ticket, content), redirectUri);
}
