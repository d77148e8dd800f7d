import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { locale } from '../i18n';
import { CommandFailure, plainFailure, type Failure, type FailureCode } from '../platform/host';
import { errorText, fieldError, fieldLabel } from './text';

const bindings = readFileSync('src/bindings/index.ts', 'utf8');
const declared = /export type ErrorCode = ([^;]+);/.exec(bindings)?.[1] ?? '';
const codes = [...declared.matchAll(/"(\w+)"/g)].map((match) => match[1] as FailureCode);

const failing = (code: FailureCode, more: Partial<Failure> = {}) =>
  new CommandFailure({ ...plainFailure(code).failure, ...more });

afterEach(() => {
  locale.current = 'en';
});

describe('texts of errors', () => {
  it('are there for every code of the engine, in both languages, each with a way out', () => {
    expect(codes.length).toBeGreaterThan(40);
    for (const code of [...codes, 'hostGone', 'sessionGone'] as FailureCode[]) {
      const told = locale.all.map((language) => {
        locale.current = language;
        return errorText(failing(code));
      });
      for (const { title, next } of told) {
        expect(title, code).not.toBe('');
        expect(next, code).not.toBe('');
        expect(title + next, code).not.toMatch(/undefined|\{|\}/);
      }
      expect(told[0]?.title, code).not.toBe(told[1]?.title);
    }
  });
  it('name the figures', () => {
    locale.current = 'en';
    expect(errorText(failing('totalChanged', { details: { was: '8200', is: '8650' } })).title).toBe(
      'The sum changed: ¥82.00 → ¥86.50.',
    );
    expect(errorText(failing('fileTooLarge', { details: { bytes: '50000000', limit: '10000000' } })).title).toBe(
      'The file has 50 MB; 10 MB is the limit.',
    );
    locale.current = 'zh';
    expect(errorText(failing('refused', { said: '库存不足', platformCode: '40013' }))).toMatchObject({
      title: 'PandaPon 拒绝：库存不足',
      code: 'refused · 40013',
    });
  });
  it('fall back to a general text with code and request for a code of a newer engine', () => {
    const told = errorText(failing('fromTomorrow' as FailureCode, { requestId: 'r-7' }));
    expect(told).toMatchObject({ code: 'fromTomorrow', requestId: 'r-7' });
    expect(told.title).toBe('Something went wrong that this version has no words for.');
    expect(errorText(failing('toString' as FailureCode)).title).toBe(told.title);
  });
  it('keep the words of what is no error of the engine', () => {
    expect(errorText(new TypeError('x is not a function'))).toMatchObject({
      code: 'internal',
      said: 'x is not a function',
    });
  });
});

describe('errors of a field', () => {
  it('stand under that field alone', () => {
    const error = failing('fieldMissing', { field: 'draft.phone' });
    expect(fieldError(error, 'phone')).toBe('Phone is empty. Fill it in; the rest stays as it is.');
    expect(fieldError(error, 'name')).toBeUndefined();
    expect(fieldError(null, 'phone')).toBeUndefined();
  });
  it('are named by the label, or by their own name', () => {
    expect(fieldLabel('draft.street')).toBe('Street');
    expect(fieldLabel('newThing')).toBe('newThing');
  });
});
