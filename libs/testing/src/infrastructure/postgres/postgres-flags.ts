/**
 * Server settings, embedded and in containers alike.
 *
 * | setting                | why                                                            |
 * |------------------------|----------------------------------------------------------------|
 * | max_connections=300    | five services with a pool each, or as many test workers        |
 * | fsync=off and the rest | only where the data need not survive a power cut               |
 */
export function postgresFlags({ durable }: { durable: boolean }): string[] {
  const settings = ['max_connections=300', 'timezone=UTC'];
  const fast = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
  return [...settings, ...(durable ? [] : fast)].flatMap((setting) => ['-c', setting]);
}
