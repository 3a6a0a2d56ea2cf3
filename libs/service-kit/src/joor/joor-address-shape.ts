import { outsideUrl } from '../config/common-shape.js';

/** Where JOOR is: its own addresses, unless the installation is pointed at a simulator or a proxy. */
export const joorAddressShape = {
  JOOR_API_URL: outsideUrl('https://api.jooraccess.com'),
  JOOR_TOKEN_URL: outsideUrl('https://atlas.jooraccess.com/auth/'),
  JOOR_SANDBOX_API_URL: outsideUrl('https://apisandbox.jooraccess.com'),
  JOOR_SANDBOX_TOKEN_URL: outsideUrl('https://atlas-sandbox.jooraccess.com/auth/'),
};
