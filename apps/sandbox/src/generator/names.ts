/** The words that brands, buyers and styles are named with. All invented. */
export const BRAND_NAMES = [
  'Maren Falk',
  'Ossia Studio',
  'Harrow & Vale',
  'Lune Atelier',
  'Castellane',
  'Bright Acre',
] as const;
export const GARMENTS = [
  ['Dress', 'DRS', 4_200, 12_800],
  ['Shirt', 'SHT', 2_800, 7_400],
  ['Trouser', 'TRS', 3_600, 9_800],
  ['Knit', 'KNT', 3_900, 11_500],
  ['Jacket', 'JKT', 7_500, 24_000],
  ['Skirt', 'SKR', 3_100, 8_200],
  ['Coat', 'COT', 11_000, 38_000],
  ['Scarf', 'SCF', 1_400, 5_200],
] as const;
export const STYLE_NAMES = [
  'Alma',
  'Bea',
  'Cleo',
  'Dune',
  'Esme',
  'Fern',
  'Greta',
  'Hana',
  'Iris',
  'June',
  'Kit',
  'Lou',
] as const;
export const COLORS = [
  ['Black', 'BLK'],
  ['Ivory', 'IVR'],
  ['Navy', 'NVY'],
  ['Clay', 'CLY'],
  ['Sage', 'SGE'],
  ['Bordeaux', 'BDX'],
  ['Écru', 'ECR'],
  ['Slate', 'SLT'],
] as const;
export const SIZE_RUNS = [
  ['XS', 'S', 'M', 'L', 'XL'],
  ['34', '36', '38', '40', '42', '44'],
  ['0', '2', '4', '6', '8', '10'],
] as const;
export const SEASONS = [
  ['S26', 'Spring 2026'],
  ['F26', 'Fall 2026'],
  ['R27', 'Resort 2027'],
  ['S27', 'Spring 2027'],
] as const;
export const SHOP_WORDS = [
  'Maple',
  'Harbor',
  'Juniper',
  'Corner',
  'Velvet',
  'Lantern',
  'Meadow',
  'Copper',
  'Willow',
  'North',
] as const;
export const SHOP_KINDS = [
  'Boutique',
  'Mercantile',
  'Dry Goods',
  'Atelier',
  '& Daughters',
  'Collective',
] as const;
export const DEPARTMENT_STORES = ['Aldridge', 'Montrose & Co.', 'Kaufhaus Linden'] as const;
export const CITIES = [
  ['Portland', 'OR', '97205', 'United States', 'US', 'USA'],
  ['New York', 'NY', '10001', 'United States', 'US', 'USA'],
  ['Austin', 'TX', '78701', 'United States', 'US', 'USA'],
  ['Los Angeles', 'CA', '90012', 'United States', 'US', 'USA'],
  ['Montréal', 'QC', 'H2X 1Y4', 'Canada', 'CA', 'CAN'],
  ['London', '', 'W1B 3HH', 'United Kingdom', 'GB', 'GBR'],
  ['Berlin', '', '10117', 'Germany', 'DE', 'DEU'],
  ['Tokyo', '', '150-0001', 'Japan', 'JP', 'JPN'],
] as const;
export const STREETS = [
  'Main Street',
  'Pearl Street',
  'Market Street',
  'Elm Avenue',
  'Station Road',
] as const;
export const PEOPLE = [
  'Ana Ruiz',
  'Ben Okafor',
  'Chiara Conti',
  'Dev Patel',
  'Ella Novak',
  'Finn Larsen',
  'Grace Kim',
] as const;
export const TERMS = [
  ['Net 30', 'N30'],
  ['Net 60', 'N60'],
  ['Credit Card', 'CC'],
  ['Prepaid', 'PRE'],
] as const;
export const SHIP_METHODS = [
  ['UPS Ground', 'UPSG'],
  ['FedEx Ground', 'FDXG'],
  ['DHL Express', 'DHLX'],
  ['Routing Guide', ''],
] as const;
export const CURRENCIES = [
  ['USD', 'US Dollar', 100],
  ['EUR', 'Euro', 94],
  ['GBP', 'British Pound', 81],
  ['CAD', 'Canadian Dollar', 136],
] as const;
export const WAREHOUSES = [
  ['East', 'EAST'],
  ['West', 'WEST'],
] as const;
