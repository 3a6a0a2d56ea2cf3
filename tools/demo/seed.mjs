/** @param {{ settings: string, sandbox: Record<string, string>, apiKeyFile: string }} places */
export async function seedDemo(places) {}
