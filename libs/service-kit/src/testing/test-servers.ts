/** The real parts that tests run on, from the environment. @throws a sentence that names what is not set */
export function testServers(): { readonly databaseUrl: string; readonly kafkaBrokers: string } {
  const { DATABASE_URL: databaseUrl, KAFKA_BROKERS: kafkaBrokers } = process.env;
  if (!databaseUrl || !kafkaBrokers) {
    throw new Error('Set DATABASE_URL and KAFKA_BROKERS for integration tests, or run them by "npm test".');
  }
  return { databaseUrl, kafkaBrokers };
}
