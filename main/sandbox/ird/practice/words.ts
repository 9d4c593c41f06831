/** Invented people and firms are put together from these; any likeness to a real one is chance. */
const words = (text: string): string[] => text.trim().split(/\s*,\s*/);

export const firstNames = words(`
  Māhina, Tāne, Ngāio, Aroha, Wiremu, Hēmi, Mereana, Rāwiri, Kahurangi, Tūmanako, Marama, Rongo, Hinemoa, Tāmati, Pānia, Āwhina, Ihāia, Kōwhai, Mānuka, Rūaumoko,
  Sina, Tevita, Losa, Sione, Mele, Viliami, Leilani, Fetū, Priya, Arjun, Meera, Rohan, Anjali, Vikram, Wei, Jing, Hao, Mei, Xiu, Jun, Minh, Linh, Yuki, Haruto,
  Charlotte, Oliver, Isla, Jack, Amelia, Noah, Ruby, Leo, Harriet, Angus, Fiona, Callum, Siobhán, Zoë, Anaïs, François, Jürgen, Søren, Agnieszka, Mateusz, Yusuf, Leila, Omar, Noor`);

export const surnames = words(`
  Ngata-Reweti, Parāone, Te Kōwhai, Rangiāwhia, Mātene, Tūhoro, Waititi-Poi, Kererū, Hōhepa, Pēwhairangi-Lowe, Tīpene, Wharepāpā, Rātana-Moss, Ākuhata, Horomōna,
  Faleolo-Tui, Vaipulu-Hart, Tuimaka, Sefo, Lātū, Raghavan, Patelwood, Choudhry, Iyerson, Zhao-Lin, Wongsley, Huang-Reid, Nguyenfield, Satoyama, Kimberton,
  Ashdown, Barrowby, Calderwick, Dunmoor, Easterbrook, Fairweather, Greyling, Hollowby, Inglewood, Jessop-Hale, Kirkbright, Larkham, Merrifield, Northcote,
  Oakhanger, Penhallow, Quillfeather, Ravenscar, Stonebridge, Thistlewood, Underhay, Vantongeren, Westerholt, Yarrowby, O’Halloranby, D’Alessio-Grey, Müllerson, Çelikby`);

export const firmWords = words(`
  Kererū, Rātā, Tūī, Pōhutukawa, Kōwhai, Mānuka, Tōtara, Kākāriki, Ruru, Pīwakawaka, Silver Fern, Southern Cross, Long White, Harbourlight, Tidewater, Ridgeline,
  Greenstone, Bluff Point, Twin Peaks, Riverbend, Clearwater, High Country, Old Mill, Lighthouse, Northwind, Eastern Bays, Three Rivers, Saltmarsh, Copperfield, Ironsand`);

export const firmTrades = words(`
  Builders, Plumbing, Electrical, Orchards, Dairy, Transport, Joinery, Roofing, Consulting, Engineering, Architects, Café, Bakery, Vineyards, Apiaries, Fisheries,
  Forestry, Surveyors, Physiotherapy, Dental, Motors, Marine, Landscapes, Painting, Software, Media, Property, Holdings, Investments, Farming, Shearing, Nurseries`);

export const activities = words(`
  Bowling Club, Netball Club, Community Gardens, Historical Society, Toy Library, Surf Life Saving Club, Playcentre, Kapa Haka Group, Choral Society, Tramping Club, Rugby Football Club, Marae Committee`);

export const streets = words(`
  Kōwhai Street, Rātā Road, Tōtara Avenue, Matai Lane, Harbour View Road, Station Road, Church Street, Victoria Terrace, Mill Lane, Beach Road, Ridge Road, Ferry Street,
  Nīkau Place, Pūriri Crescent, Rimu Grove, Queens Drive, Factory Road, School Hill, Orchard Way, Valley Road`);

/** Town, suburb, postcode. */
export const towns: readonly (readonly [string, string, string])[] = [
  ['Auckland', 'Māngere', '2022'], ['Auckland', 'Ōrākei', '1071'], ['Auckland', 'Henderson', '0612'], ['Wellington', 'Te Aro', '6011'], ['Wellington', 'Karori', '6012'],
  ['Christchurch', 'Riccarton', '8011'], ['Dunedin', 'Māori Hill', '9010'], ['Hamilton', 'Hillcrest', '3216'], ['Tauranga', 'Ōtūmoetai', '3110'], ['Whangārei', 'Kensington', '0112'],
  ['Napier', 'Taradale', '4112'], ['Palmerston North', 'Milson', '4414'], ['Nelson', 'Stoke', '7011'], ['Invercargill', 'Gladstone', '9810'], ['Whakatāne', 'Ōhope', '3121'],
  ['Taupō', 'Acacia Bay', '3330'], ['Rotorua', 'Ngongotahā', '3010'], ['Gisborne', 'Kaitī', '4010'], ['Timaru', 'Gleniti', '7910'], ['Queenstown', 'Frankton', '9300'],
];
