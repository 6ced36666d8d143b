import { berlin, cologne, frankfurt, hamburg, mobile, munich, otherMobile, type ReservedNumber } from './reserved-numbers.ts';

/** An entry of a demo customer's address book. */
export interface DemoContact {
  name: string;
  sex: 'f' | 'm';
  company?: string;
  numbers: readonly ReservedNumber[];
  /** How often they call compared with the others of the book; 1 when left out. */
  calls?: number;
  /** A supplier, a colleague, an authority: they want other things than clients do. */
  partner?: boolean;
  isVip?: boolean;
  isBlocked?: boolean;
  alwaysPutThroughTo?: ReservedNumber;
  remarks?: string;
  /** Entered this many days ago instead of when the contract began. */
  addedDaysAgo?: number;
}

/** The address books, by the customer's key. */
export const DEMO_CONTACTS: Readonly<Record<string, readonly DemoContact[]>> = {
  weber: [
    { name: 'Anna Schmidt', sex: 'f', numbers: [mobile(1), berlin(501)], isVip: true, calls: 3, remarks: 'Schwangere Patientin, immer durchstellen.' },
    { name: 'Sabine Lorenz', sex: 'f', company: 'Labor Nordwest', numbers: [berlin(502)], isVip: true, partner: true, calls: 2, remarks: 'Meldet auffällige Werte.' },
    { name: 'Dr. Jonas Feld', sex: 'm', company: 'Klinikum Lindenhof', numbers: [mobile(46), berlin(503)], isVip: true, partner: true },
    { name: 'Herbert Maier', sex: 'm', numbers: [berlin(504)], calls: 2, remarks: 'Hört schwer, bitte langsam und laut sprechen.' },
    { name: 'Gisela Hoffmann', sex: 'f', numbers: [berlin(505), otherMobile(0)], calls: 2 },
    { name: 'Mehmet Aydin', sex: 'm', numbers: [otherMobile(1)] },
    { name: 'Claudia Winter', sex: 'f', company: 'Rosen-Apotheke', numbers: [berlin(506)], partner: true, calls: 2 },
    { name: 'Ralf Stein', sex: 'm', company: 'MediVertrieb Direkt', numbers: [frankfurt(501)], isBlocked: true, remarks: 'Ruft trotz Bitte immer wieder wegen Werbung an.' },
  ],
  krause: [
    { name: 'Birgit Albers', sex: 'f', company: 'Albers Logistik GmbH', numbers: [mobile(47), hamburg(501)], isVip: true, calls: 3, remarks: 'Dauermandat, Geschäftsführerin.' },
    { name: 'Thorsten Kley', sex: 'm', numbers: [otherMobile(2)], isVip: true, remarks: 'Haftsache, jederzeit durchstellen.' },
    { name: 'Ute Brinkmann', sex: 'f', company: 'Landgericht, Geschäftsstelle', numbers: [hamburg(502)], partner: true, calls: 2, alwaysPutThroughTo: mobile(14), remarks: 'Fristsachen: immer auf das Mobiltelefon.' },
    { name: 'Friedrich Osthoff', sex: 'm', numbers: [hamburg(503)], calls: 2 },
    { name: 'Nadine Pohl', sex: 'f', company: 'Nordsicherung Versicherung', numbers: [hamburg(504)], partner: true },
    { name: 'Samira Haddad', sex: 'f', numbers: [otherMobile(3)] },
    { name: 'Volker Griese', sex: 'm', numbers: [mobile(48)], isBlocked: true, remarks: 'Gegner in einem Verfahren, spricht nur über seinen Anwalt.' },
  ],
  lindner: [
    { name: 'Petra Vogel', sex: 'f', company: 'Taxi Vogel', numbers: [mobile(49), cologne(501)], isVip: true, calls: 3, remarks: 'Zwölf Fahrzeuge in Wartung.' },
    { name: 'Oliver Hansen', sex: 'm', company: 'Pflegedienst Sonnenhof', numbers: [cologne(502)], isVip: true, calls: 2 },
    { name: 'Dirk Schulte', sex: 'm', company: 'Teilehandel Rhein', numbers: [cologne(503)], partner: true, calls: 2 },
    { name: 'Monika Esser', sex: 'f', numbers: [otherMobile(4)] },
    { name: 'Jürgen Kamps', sex: 'm', numbers: [cologne(504), mobile(50)], calls: 2 },
    { name: 'Svenja Roth', sex: 'f', company: 'Rheinische Leasing', numbers: [frankfurt(502)], partner: true },
    { name: 'Kai Bremer', sex: 'm', company: 'AutoWerbung 24', numbers: [munich(501)], isBlocked: true },
  ],
  brandt: [
    { name: 'Katrin Sommer', sex: 'f', company: 'Hausverwaltung Sommer', numbers: [mobile(51), frankfurt(503)], isVip: true, calls: 3, remarks: 'Wartungsvertrag für alle Häuser, auch nachts.' },
    { name: 'Rainer Böttcher', sex: 'm', company: 'Seniorenheim Havelblick', numbers: [berlin(511)], isVip: true, calls: 2, remarks: 'Heizungsausfall ist dort immer ein Notfall.' },
    { name: 'Ingrid Noack', sex: 'f', numbers: [berlin(512)], calls: 2 },
    { name: 'Marco Thiele', sex: 'm', company: 'Großhandel Thiele', numbers: [berlin(513)], partner: true, calls: 2 },
    { name: 'Yusuf Demir', sex: 'm', numbers: [otherMobile(5)] },
    { name: 'Heike Marquardt', sex: 'f', numbers: [otherMobile(6)], addedDaysAgo: 17 },
    { name: 'Sven Pauli', sex: 'm', company: 'Brandt, Monteur', numbers: [mobile(52)], partner: true, alwaysPutThroughTo: mobile(19), remarks: 'Unser Monteur; ruft von der Baustelle an.' },
  ],
  sommer: [
    { name: 'Bernd Klose', sex: 'm', company: 'Hausmeisterdienst Klose', numbers: [mobile(53)], partner: true, calls: 3, alwaysPutThroughTo: mobile(21), remarks: 'Meldet Schäden in den Häusern.' },
    { name: 'Dr. Elisabeth von Thun', sex: 'f', numbers: [frankfurt(511)], isVip: true, calls: 2, remarks: 'Beiratsvorsitzende Gartenstraße 8–14.' },
    { name: 'Wolfgang Pieper', sex: 'm', numbers: [frankfurt(512)], isVip: true, remarks: 'Eigentümer von vier Wohnungen.' },
    { name: 'Erika Daub', sex: 'f', numbers: [frankfurt(513)], calls: 3, remarks: 'Gartenstraße 10, zweiter Stock. Ruft oft an, braucht etwas Zeit.' },
    { name: 'Tobias Wenzel', sex: 'm', numbers: [otherMobile(7)] },
    { name: 'Fatma Celik', sex: 'f', numbers: [otherMobile(8)], calls: 2 },
    { name: 'Uwe Brandt', sex: 'm', company: 'Brandt Heizung & Sanitär', numbers: [berlin(514)], partner: true },
    { name: 'Nico Falk', sex: 'm', company: 'TopStrom Vertrieb', numbers: [cologne(505)], isBlocked: true },
  ],
  yildiz: [
    { name: 'Hannelore Reuter', sex: 'f', company: 'Bäckerei Reuter', numbers: [frankfurt(521), mobile(54)], isVip: true, calls: 2 },
    { name: 'Andreas Merz', sex: 'm', company: 'Merz Metallbau GmbH', numbers: [mobile(55)], isVip: true, calls: 2, remarks: 'Betriebsprüfung läuft.' },
    { name: 'Kerstin Vollmer', sex: 'f', company: 'Finanzamt Stuttgart', numbers: [frankfurt(522)], partner: true },
    { name: 'Dennis Kraft', sex: 'm', numbers: [otherMobile(9)] },
    { name: 'Leyla Sahin', sex: 'f', company: 'Blumen Sahin', numbers: [otherMobile(10)], calls: 2 },
    { name: 'Gerd Häberle', sex: 'm', numbers: [munich(502)] },
  ],
  novak: [
    { name: 'Dr. Ines Kaltenbach', sex: 'f', company: 'Kieferchirurgie Kaltenbach', numbers: [munich(511)], isVip: true, partner: true, calls: 2 },
    { name: 'Josef Obermaier', sex: 'm', numbers: [munich(512)], isVip: true, remarks: 'Angstpatient, Dr. Novak spricht selbst mit ihm.' },
    { name: 'Stefan Wagner', sex: 'm', company: 'Dentallabor Wagner', numbers: [munich(513)], partner: true, calls: 2 },
    { name: 'Lucia Moretti', sex: 'f', numbers: [otherMobile(11)], calls: 2 },
    { name: 'Franz Huber', sex: 'm', numbers: [munich(514), mobile(56)] },
    { name: 'Theresa Lang', sex: 'f', numbers: [otherMobile(12)], addedDaysAgo: 24 },
  ],
  hollerbach: [
    { name: 'Claus Reindl', sex: 'm', company: 'Stadtwerke Isarau', numbers: [munich(521)], isVip: true, calls: 2, remarks: 'Auftraggeber Brücke Mühlbach.' },
    { name: 'Simone Eder', sex: 'f', company: 'Bauunternehmung Eder', numbers: [mobile(57), munich(522)], isVip: true, calls: 3, remarks: 'Bauleiterin; ruft von der Baustelle an.' },
    { name: 'Michael Zoller', sex: 'm', company: 'Prüfstatik Zoller', numbers: [munich(523)], partner: true, calls: 2 },
    { name: 'Verena Auer', sex: 'f', company: 'Landratsamt, Bauamt', numbers: [munich(524)], partner: true },
    { name: 'Anton Graf', sex: 'm', numbers: [otherMobile(13)] },
    { name: 'Jasmin Kolb', sex: 'f', numbers: [otherMobile(14)] },
  ],
  muehle: [
    { name: 'Jens Förster', sex: 'm', company: 'Förster Weine', numbers: [berlin(521)], partner: true, calls: 2 },
    { name: 'Annett Kühnel', sex: 'f', company: 'Standesamt', numbers: [berlin(522)], isVip: true, partner: true },
    { name: 'Karl-Heinz Pabst', sex: 'm', numbers: [berlin(523)], isVip: true, calls: 2, remarks: 'Stammgast, Tisch am Fenster.' },
    { name: 'Mandy Ulbricht', sex: 'f', company: 'Reisebüro Elbtal', numbers: [mobile(58)], calls: 2, remarks: 'Bucht Reisegruppen.' },
    { name: 'Ronny Schubert', sex: 'm', company: 'Molkerei Schubert', numbers: [otherMobile(15)], partner: true },
    { name: 'Doreen Lange', sex: 'f', numbers: [otherMobile(16)] },
  ],
  physio: [
    { name: 'Dr. Hauke Meinders', sex: 'm', company: 'Orthopädie Meinders', numbers: [hamburg(511)], isVip: true, partner: true, calls: 2 },
    { name: 'Silvia Brandes', sex: 'f', company: 'Pflegeheim Lindenallee', numbers: [hamburg(512)], isVip: true, partner: true },
    { name: 'Renate Tjarks', sex: 'f', numbers: [hamburg(513)], calls: 2 },
    { name: 'Malte Onken', sex: 'm', numbers: [otherMobile(17)], calls: 2 },
    { name: 'Olga Petrowa', sex: 'f', numbers: [otherMobile(18), mobile(59)] },
    { name: 'Günter Ahlers', sex: 'm', numbers: [hamburg(514)] },
  ],
  petersen: [
    { name: 'Marlies Ketelsen', sex: 'f', numbers: [hamburg(521), mobile(60)], isVip: true, calls: 2, remarks: 'Verkäuferin Villa Förde.' },
    { name: 'Dr. Arne Lorenzen', sex: 'm', company: 'Notariat Lorenzen', numbers: [hamburg(522)], isVip: true, partner: true, calls: 2 },
    { name: 'Christoph Sievers', sex: 'm', company: 'Fördebank', numbers: [hamburg(523)], partner: true },
    { name: 'Julia Hinrichs', sex: 'f', numbers: [otherMobile(19)], calls: 2 },
    { name: 'Emre Yavuz', sex: 'm', numbers: [otherMobile(20)] },
    { name: 'Bodo Kruse', sex: 'm', company: 'Leads4Makler', numbers: [berlin(524)], isBlocked: true },
  ],
  ehlers: [
    { name: 'Agnes Kramer', sex: 'f', company: 'Hospiz am Deich', numbers: [hamburg(531)], isVip: true, partner: true, calls: 3 },
    { name: 'Heinz Wübbena', sex: 'm', company: 'Friedhofsverwaltung', numbers: [hamburg(532)], partner: true, calls: 2 },
    { name: 'Eike Behrens', sex: 'm', company: 'Evangelische Gemeinde St. Marien', numbers: [mobile(61)], isVip: true, partner: true, calls: 2 },
    { name: 'Martha Grote', sex: 'f', numbers: [hamburg(533)], addedDaysAgo: 9 },
    { name: 'Detlef Osterloh', sex: 'm', company: 'Blumen Osterloh', numbers: [otherMobile(21)], partner: true },
  ],
  northlight: [
    { name: 'Emily Clarke', sex: 'f', company: 'Harbour Retail Ltd', numbers: [mobile(62)], isVip: true, calls: 3, remarks: 'Largest account. Always connect if anyone is available.' },
    { name: 'Priya Raman', sex: 'f', company: 'Helios Payments', numbers: [mobile(63), berlin(531)], isVip: true, calls: 2 },
    { name: 'Lukas Wirth', sex: 'm', company: 'Serverraum Wirth', numbers: [berlin(532)], partner: true, calls: 2 },
    { name: 'Sophie Martin', sex: 'f', company: 'Atelier Martin', numbers: [otherMobile(22)] },
    { name: 'Oliver Bennett', sex: 'm', numbers: [otherMobile(23)] },
    { name: 'Gary Stokes', sex: 'm', company: 'TechTalent Recruiting', numbers: [frankfurt(531)], isBlocked: true, remarks: 'Cold calls about recruiting.' },
  ],
  bergmann: [
    { name: 'Urs Zellweger', sex: 'm', company: 'Zellweger Präzision AG', numbers: [munich(531)], isVip: true, calls: 2 },
    { name: 'Beatrice Amstutz', sex: 'f', company: 'Kantonales Steueramt', numbers: [munich(532)], partner: true },
    { name: 'Karin Hölzl', sex: 'f', company: 'Hölzl Maschinenbau GmbH', numbers: [mobile(64), munich(533)], isVip: true, calls: 2, remarks: 'Deutsche Mandantin mit Tochterfirma in Zürich.' },
    { name: 'Reto Caduff', sex: 'm', numbers: [otherMobile(24)] },
    { name: 'Nils Hartmann', sex: 'm', company: 'Grenzgänger-Beratung Hartmann', numbers: [frankfurt(532)], partner: true },
  ],
  sander: [
    { name: 'Dr. Philipp Krämer', sex: 'm', company: 'Tierklinik Rheintal', numbers: [frankfurt(541)], isVip: true, partner: true, calls: 2 },
    { name: 'Manuela Best', sex: 'f', company: 'Tierheim Nahetal', numbers: [frankfurt(542), mobile(65)], isVip: true, partner: true, calls: 2 },
    { name: 'Karsten Ruppert', sex: 'm', company: 'Reiterhof Ruppert', numbers: [otherMobile(25)] },
    { name: 'Sandra Jost', sex: 'f', numbers: [otherMobile(26)], calls: 2 },
    { name: 'Helga Theis', sex: 'f', numbers: [frankfurt(543)], calls: 2, remarks: 'Dackel Waldi, Diabetes.' },
    { name: 'Ingo Scherer', sex: 'm', company: 'VetPharma Großhandel', numbers: [cologne(506)], partner: true },
  ],
};
