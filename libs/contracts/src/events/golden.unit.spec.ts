import { topics } from '../topics/catalogue.js';

/**
 * One value of each event type, as version 1 wrote it. Topics keep such bytes for years: what is here is never
 * changed, and must be read by every later version. A new form is a line more.
 */
const GOLDEN: readonly (readonly [type: string, bytes: string])[] = [
  [
    'settings.connection.changed.v1',
    `{"connectionId":"con_0c1d2e3f405162738495","workspaceId":"wsp_5f6e7d8c9b0a10293847","name":"Atelier Nord to East warehouse","enabled":true,"version":3,"createdAt":"2026-01-01T00:00:00.000Z","updatedAt":"2026-01-02T03:04:05.678Z","updatedBy":"first key","joorAccount":"5001","destination":{"system":"generic","url":"https://wms.example/orders","sandboxUrl":null,"options":{"idempotent":true,"concurrency":4,"warehouse":"EAST"}},"settings":{"joor.testMode":"Enabled","joor.orderStatus":"Approved & Shipped","joor.warehouseCode":"EAST","joor.skipEmptyCustomerCode":"No","joor.syncProductDetails":"No","orders.schedule":"15 minutes","orders.earliestDate":"2026-01-01","orders.filters":[{"field":"country","mode":"Required","match":"starts with","values":["USA","CAN"]}],"orders.editPolicy":"amend","orders.deliverInProgress":"Yes","items.filter":{"mode":"Blacklist","level":"Filter Order","codes":["","ABC"]},"items.code":"Style","items.withoutCode":"Drop line","items.quantityUnit":"Packs","shipping.methodMap":[{"joor":"UPS Ground","wms":"UPSG"}],"shipping.rejectUnmapped":"Enabled"},"credentials":{"joor.production":{"v":1,"keyId":"0a1b2c3d","wrappedKey":"d3JhcHBlZA==","wrapNonce":"bm9uY2Ux","nonce":"bm9uY2Uy","ciphertext":"c2VhbGVk"}}}`,
  ],
  [
    'settings.api-key.changed.v1',
    `{"keyId":"0c1d2e3f4051","workspaceId":"wsp_5f6e7d8c9b0a10293847","name":"console","hash":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","expiresAt":"2027-01-01T00:00:00Z","revokedAt":null}`,
  ],
  [
    'joor.order.revised.v1',
    `{"connectionId":"con_0c1d2e3f405162738495","workspaceId":"wsp_5f6e7d8c9b0a10293847","revision":"6b86b273ff34fce19d6b804eff5a3f57","observedAt":"2026-03-04T05:06:07.890Z","order":{"orderId":"TEST-1234567","status":"approved","type":{"name":"Initial","code":"INI"},"purchaseOrder":"PO-77","integrationPurchaseOrder":"","currency":"USD","currencyRetail":"USD","priceLabel":"US Dollar","total":"1234.50","discount":"10.00","discountPercent":"0.81","shippingTotal":"0.00","source":"iPad","seasonCode":"FW26","event":{"name":"Paris","code":"PAR"},"lineSheet":{"name":"Fall","code":"F1"},"createdAt":"2026-03-01T10:00:00Z","approvedAt":null,"modifiedAt":"2026-03-04T05:00:00Z","shipStart":"2026-08-01","shipEnd":null,"salesRep":{"name":"Ada","code":"A1"},"customer":{"code":"C-9","name":"Ünïque Boutique","groupName":"","groupCode":"","buyerName":"Ben","taxIdLabel":"VAT","taxIdNumber":"FR123"},"company":{"name":"Atelier Nord","code":"AN"},"shipTo":{"code":"S1","name":"Boutique","phone":"1","email":"b@example.com","line1":"1 Rue","line2":"","city":"Paris","region":"","postalCode":"75001","country":"France","countryIso2":"FR","countryIso3":"FRA"},"billTo":{"code":"B1","name":"Boutique","phone":"","email":"","line1":"1 Rue","line2":"","city":"Paris","region":"","postalCode":"75001","country":"France","countryIso2":"FR","countryIso3":"FRA"},"shippingMethod":{"name":"UPS Ground","code":""},"paymentMethod":{"name":"Net 30","code":"N30"},"warehouse":{"name":"East","code":"EAST"},"comments":"two\\nlines","internalComments":"","createdBy":{"username":"ada","email":"ada@example.com"},"personal":false,"divisions":[{"name":"Women","code":"W"}],"doors":[{"id":"7","name":"Marais","code":"M","deleted":false}],"lines":[{"key":"11|red|M|7","styleId":"11","styleName":"Dress","styleNumber":"D-1","styleIdentifier":"","colorName":"Red","colorCode":"RD","sizeName":"M","sizeCode":"M","upc":"0123456789012","quantity":-2,"multiplier":6,"unitPrice":"100.00","price":"100.00","priceAdjustment":"-1.5","priceExtended":"-200.00","retailPrice":"250.00","comment":"","colorComment":"","doorId":"7","tags":[{"group":"g","name":"n","value":"v","code":"c"}]},{"key":"12||S|","styleId":"12","styleName":"Coat","styleNumber":"","styleIdentifier":"","colorName":"","colorCode":"","sizeName":"S","sizeCode":"","upc":"","quantity":1,"multiplier":null,"unitPrice":"0","price":"0","priceAdjustment":"0","priceExtended":"0","retailPrice":"0","comment":"","colorComment":"","doorId":"","tags":[]}]}}`,
  ],
  [
    'order.outcome.v1',
    `{"connectionId":"con_0c1d2e3f405162738495","workspaceId":"wsp_5f6e7d8c9b0a10293847","orderId":"1234567","revision":"6b86b273ff34fce19d6b804eff5a3f57","modifiedAt":"2026-03-04T05:00:00Z","state":"held","rule":"ship-method","reason":"\\"UPS\\" is not in the Ship Method Map.","settingsVersion":3,"wmsOrderId":null,"at":"2026-03-04T05:06:08.123Z"}`,
  ],
  [
    'order.outcome.v1',
    `{"connectionId":"con_0c1d2e3f405162738495","workspaceId":"wsp_5f6e7d8c9b0a10293847","orderId":"1234567","revision":"6b86b273ff34fce19d6b804eff5a3f57","modifiedAt":"2026-03-04T05:00:00Z","state":"delivered","rule":null,"reason":null,"settingsVersion":4,"wmsOrderId":"W-1","at":"2026-03-04T05:06:09Z"}`,
  ],
  [
    'order.outcome.v1',
    `{"connectionId":"con_0c1d2e3f405162738495","workspaceId":"wsp_5f6e7d8c9b0a10293847","orderId":"1234567","revision":"6b86b273ff34fce19d6b804eff5a3f57","modifiedAt":"2026-03-04T05:00:00Z","state":"delivered","rule":null,"reason":null,"settingsVersion":4,"wmsOrderId":"W-1","cancelledInJoor":true,"warehouse":{"code":"EAST","name":"East"},"deliveredAt":"2026-03-04T05:06:09Z","lines":[{"itemCode":"0123456789012","quantity":12}],"at":"2026-03-05T05:06:09Z"}`,
  ],
  [
    'wms.stock.level.v1',
    `{"connectionId":"con_0c1d2e3f405162738495","workspaceId":"wsp_5f6e7d8c9b0a10293847","world":"production","sku":"LS-100-IVO-S","warehouse":"EAST","available":40,"future":[{"on":"2026-03-01","quantity":120}],"asOf":"2026-02-01T10:00:00Z","listed":true,"identity":{"upc":"812345670011","styleNumber":"LS-100","styleIdentifier":"LS-100","colorCode":"IVO","size":"S"},"note":"the WMS said -5"}`,
  ],
  [
    'wms.stock.level.v1',
    `{"connectionId":"con_0c1d2e3f405162738495","workspaceId":"wsp_5f6e7d8c9b0a10293847","world":"production","sku":"LS-100-IVO-S","warehouse":"EAST","available":40,"future":[{"on":"2026-03-01","quantity":120}],"asOf":"2026-02-01T10:00:00Z","listed":true,"identity":{"upc":"812345670011","styleNumber":"LS-100","styleIdentifier":"LS-100","colorCode":"IVO","size":"S"},"note":"the WMS said -5","doubted":true}`,
  ],
  [
    'wms.stock.swept.v1',
    `{"connectionId":"con_0c1d2e3f405162738495","workspaceId":"wsp_5f6e7d8c9b0a10293847","world":"sandbox","asOf":"2026-02-01T10:00:00Z","levels":200000}`,
  ],
  [
    'joor.inventory.held.v1',
    `{"connectionId":"con_0c1d2e3f405162738495","workspaceId":"wsp_5f6e7d8c9b0a10293847","world":"production","sku":"LS-100-IVO-S","identity":{"upc":"812345670011","styleNumber":"LS-100","styleIdentifier":"LS-100","colorCode":"IVO","size":"S"},"warehouse":"East","rows":[{"on":null,"quantity":37},{"on":"2026-03-01","quantity":120}],"at":"2026-02-01T10:00:05Z"}`,
  ],
  [
    'wms.product.detailed.v1',
    `{"connectionId":"con_0c1d2e3f405162738495","workspaceId":"wsp_5f6e7d8c9b0a10293847","world":"production","revision":"6b86b273ff34fce1","observedAt":"2026-02-01T10:00:00Z","listed":true,"product":{"styleNumber":"LS-100","name":"Linen Shirt","description":"","productType":"Shirts","supplierCode":"SUP-1","active":true,"modifiedAt":null,"categories":["Tops"],"season":"Spring","seasonYear":2027,"lineSheets":["Spring 27"],"prices":[{"label":"","currency":"EUR","wholesale":"40.00","retail":null}],"images":[{"url":"https://img.example/1.jpg","colorCode":"IVO","kind":"swatch"}],"variants":[{"sku":"LS-100-IVO-S","upc":"812345670011","colorName":"Ivory","colorCode":"IVO","sizeName":"S","sizeCode":"S","active":true,"prices":[],"fields":{"custom.Fabric":"linen"}}],"fields":{}}}`,
  ],
  [
    'joor.product.held.v1',
    `{"connectionId":"con_0c1d2e3f405162738495","workspaceId":"wsp_5f6e7d8c9b0a10293847","world":"production","styleNumber":"LS-100","revision":null,"held":{"id":"P1","externalId":"LS-100","name":"Linen Shirt","identifier":"LS-100","description":"","categoryIds":["C1"],"tags":[{"group":"Product","name":"Product Type","value":"Shirts","code":""}],"skus":[{"id":"S1","externalId":"LS-100-IVO-S","upc":"812345670011","colorName":"Ivory","colorCode":"IVO","sizeName":"S","sizeCode":"S","active":true}],"prices":[{"id":"X1","skuId":"S1","priceTypeId":"22","wholesale":"40.00","retail":null}],"collections":[{"id":"L1","name":"Spring 27","seasonId":null,"skuIds":["S1"],"ours":true}],"images":[{"id":"A1","url":"","colorCode":"","kind":"image","order":1,"ours":false}]},"at":"2026-02-01T10:00:05Z"}`,
  ],
  [
    'activity.v1',
    `{"connectionId":"con_0c1d2e3f405162738495","workspaceId":"wsp_5f6e7d8c9b0a10293847","at":"2026-03-04T05:06:07Z","service":"order-router","level":"error","kind":"wms.unauthorized","message":"The WMS refuses the credentials.","orderId":"1234567"}`,
  ],
];

const contracts = new Map(
  Object.values(topics).flatMap(({ events }) => events.map((one) => [one.type, one])),
);

describe('what version 1 wrote', () => {
  it('is here for each type of event that a topic carries', () => {
    expect(new Set(GOLDEN.map(([type]) => type))).toEqual(new Set(contracts.keys()));
  });

  it.each(GOLDEN)('is read today: %s', (type, bytes) => {
    expect(contracts.get(type)?.decode(Buffer.from(bytes))).toMatchObject(JSON.parse(bytes));
  });
});
