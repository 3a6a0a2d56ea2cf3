import type { SealedSecret } from '@joor-bridge/contracts';
import type { SecretBox } from '@joor-bridge/service-kit';
import type { DataSource } from 'typeorm';

const PLACE = { connectionId: 'installation', slot: 'canary' };
const SONG = 'these are the right keys';

/**
 * Makes sure that the keys given are those of this installation, by a text sealed at the first start; the text
 * is sealed anew when the newest key is another one.
 * @throws a sentence that says which key is missing
 */
export async function checkKek(dataSource: DataSource, box: SecretBox): Promise<void> {
  await dataSource.transaction(async (manager) => {
    await manager.query('lock table kek_canary in share row exclusive mode');
    const rows: { sealed: SealedSecret }[] = await manager.query('select sealed from kek_canary');
    const sealed = rows[0]?.sealed;
    if (sealed && !box.isStale(sealed)) return opens(box, sealed);
    if (sealed) opens(box, sealed);
    await manager.query(
      'insert into kek_canary (sealed) values ($1) on conflict (only_row) do update set sealed = excluded.sealed',
      [JSON.stringify(box.seal(PLACE, SONG))],
    );
  });
}

function opens(box: SecretBox, sealed: SealedSecret): void {
  try {
    box.open(PLACE, sealed);
  } catch (cause) {
    throw new Error(
      `BRIDGE_KEK is not the key of this installation: its secrets are sealed under key ${sealed.keyId}. Give that key again, after the newest one when you change keys.`,
      { cause },
    );
  }
}
