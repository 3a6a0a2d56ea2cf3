/** What the service is told besides where its database is. Injected by `SERVICE_OPTIONS`. */
export interface ServiceOptions {
  readonly skubanaAppUrl: string;
  readonly skubanaSandboxAppUrl: string;
  /** Where the first API key is written; null: it is printed. */
  readonly firstApiKeyFile: string | null;
  readonly print: (text: string) => void;
}

export const SERVICE_OPTIONS = Symbol('service options');
