import { Type } from '@sinclair/typebox';
import { GenericCredentials } from '../credentials/credentials.js';
import { CalendarDate } from '../event/formats.js';
import { defaultSettings, SettingsSchema } from '../settings/settings.js';
import { faults } from './faults.js';

describe('faults', () => {
  it('finds none in a value that fits', () => {
    expect(faults(SettingsSchema, defaultSettings())).toEqual([]);
  });

  it('lists the options of a choice', () => {
    const schema = Type.Object({ mode: Type.Union([Type.Literal('On'), Type.Literal('Off')]) });
    expect(faults(schema, { mode: 'on' })).toEqual([
      { field: 'mode', message: 'must be one of: "On", "Off"' },
    ]);
  });

  it('names unknown and missing fields, each once', () => {
    const schema = Type.Object({ name: Type.String() }, { additionalProperties: false });
    expect(faults(schema, { nmae: 'x' })).toEqual([
      { field: 'name', message: 'is required' },
      { field: 'nmae', message: 'is not a known field' },
    ]);
  });

  it('names the place within lists', () => {
    const schema = Type.Object({ rows: Type.Array(Type.Object({ n: Type.Integer() })) });
    expect(faults(schema, { rows: [{ n: 1 }, { n: 'two' }] })).toEqual([
      { field: 'rows.1.n', message: 'must be integer' },
    ]);
  });

  it('shows what a format looks like', () => {
    expect(faults(Type.Object({ day: CalendarDate() }), { day: '2026-02-30x' })).toEqual([
      { field: 'day', message: 'must be a calendar day, as in 2026-01-31' },
    ]);
  });

  it('never repeats the value, which may be a secret', () => {
    const found = faults(GenericCredentials, { kind: 'generic', signingSecret: 'hunter2' });
    expect(found).toHaveLength(1);
    expect(JSON.stringify(found)).not.toContain('hunter2');
  });
});
