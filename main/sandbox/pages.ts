import type { Answer } from './answer.ts';

export const htmlPage = (status: number, body: string, headers: Record<string, string> = {}): Answer => ({ status, body, headers: { 'content-type': 'text/html; charset=utf-8', ...headers } });

/** Pages in HTML that come where an answer should be. */
const page = (title: string, text: string): string =>
  `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body><h1>${title}</h1><p>${text}</p></body></html>\n`;

export const outagePage = page('Planned outage', 'Gateway services are not available while we work on them. Please try again later.');
export const portalPage = page('Welcome to the guest network', 'Please accept the terms of use to go online.');
/** A name that never resolves (RFC 2606). */
export const portalAddress = 'http://portal.invalid/sign-in';
