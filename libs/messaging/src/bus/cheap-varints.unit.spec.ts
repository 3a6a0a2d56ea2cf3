import { createRequire } from 'node:module';
import fc from 'fast-check';

interface Encoder {
  readonly buffer: Buffer;
  writeUVarInt(value: number): Encoder;
  writeVarInt(value: number): Encoder;
}
type Encoders = new () => Encoder;

const require = createRequire(import.meta.url);
const Encoder = require('kafkajs/src/protocol/encoder') as Encoders;
const original = Encoder.prototype.writeUVarInt;

describe('the varints we write', () => {
  it('are the bytes that the client writes', async () => {
    await import('./cheap-varints.js');
    const ours = Encoder.prototype.writeUVarInt;
    expect(ours).not.toBe(original);
    const bytes = (write: Encoder['writeUVarInt'], value: number): string =>
      write.call(new Encoder(), value).buffer.toString('hex');
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), (value) => {
        expect(bytes(ours, value)).toBe(bytes(original, value));
      }),
    );
    expect(new Encoder().writeVarInt(-1).buffer.toString('hex')).toBe('01');
  });
});
