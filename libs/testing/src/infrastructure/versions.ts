/** The versions that are tested, embedded and in containers alike. */
export const KAFKA_VERSION = '4.1.1';
export const LOG4J_VERSION = '2.25.1';
export const KAFKA_IMAGE = `apache/kafka:${KAFKA_VERSION}`;
export const POSTGRES_IMAGE = 'postgres:18';
