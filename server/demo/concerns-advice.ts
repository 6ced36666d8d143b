import { back, type DemoConcerns, note, urgent } from './concern-words.ts';

/** What people want from those who advise, plan and sell. */
export const ADVICE_CONCERNS: Readonly<Record<string, DemoConcerns>> = {
  krause: {
    clients: [
      urgent('{C} hat heute eine Kündigung erhalten, zugestellt persönlich am Arbeitsplatz. {S} weiß von der Dreiwochenfrist und bittet dringend um Rückruf.'),
      back('{C} bittet um Rückruf zur Sache {nr}: Die Gegenseite hat einen Vergleich über 12.500 Euro angeboten, Antwort bis zum {datum}.'),
      note('{C} reicht die fehlenden Unterlagen zur Akte {nr} am {tag} persönlich ein.'),
      back('{C} sucht anwaltliche Hilfe nach einem Verkehrsunfall am {neulich}. Noch kein Mandat; Rechtsschutzversicherung vorhanden.'),
      back('{C} fragt, ob der Gerichtstermin am {datum} um {uhr} Uhr bleibt und ob {s} selbst erscheinen muss.'),
      urgent('{C} hat einen Mahnbescheid bekommen, Zustellung am {tag}. {S} hält die Forderung für falsch und möchte widersprechen.'),
      note('{C} hat den Vorschuss aus Rechnung {nr} heute überwiesen und bittet um kurze Bestätigung per E-Mail.'),
      back('{C} möchte den Mietvertrag für neue Geschäftsräume prüfen lassen, 14 Seiten. Unterschrift ist für {tag} geplant.'),
    ],
    partners: {
      'Ute Brinkmann': [
        urgent('{C} teilt mit, dass die Stellungnahmefrist im Verfahren {nr} am {datum} endet; eine Verlängerung müsste heute beantragt werden.'),
        note('{C} hat die Akteneinsicht bewilligt, die Akte {nr} liegt ab {tag} bereit.'),
      ],
      'Nadine Pohl': [
        back('{C} bietet in der Schadensache {nr} eine Regulierung zu 70 Prozent an und bittet {Bd} um Rückruf bis {uhr} Uhr.'),
      ],
    },
  },
  yildiz: {
    clients: [
      back('{C} hat einen Steuerbescheid bekommen und soll 3.480 Euro nachzahlen. {S} bittet um Prüfung, Bescheid vom {neulich}.'),
      note('{C} reicht die Belege für das letzte Quartal bis {tag} nach, die Kasse fehlt noch.'),
      back('{C} stellt zum Monatsersten eine Aushilfe als Minijob ein und fragt, welche Unterlagen die Lohnbuchhaltung braucht.'),
      urgent('{C}: Der Prüfer vom Finanzamt steht schon am {tag} vor der Tür statt nächste Woche. {S} bittet {Bd} dringend um Rückruf.'),
      back('{C} bittet um die betriebswirtschaftliche Auswertung, die Bank möchte sie bis zum {datum} sehen.'),
      note('{C} hat die Vorauszahlung überwiesen und bittet, den Termin am {tag} um {uhr} Uhr zu bestätigen.'),
      back('{C} möchte neu als Mandant beginnen: Einzelunternehmen, vier Angestellte, bisher selbst gebucht. Wünscht ein Erstgespräch.'),
    ],
    partners: {
      'Kerstin Vollmer': [
        back('{C} hat eine Rückfrage zur Umsatzsteuervoranmeldung, Zeichen {nr}. Erreichbar {tag} bis {uhr} Uhr.'),
        note('{C} gewährt die Fristverlängerung wie beantragt bis zum {datum}; das Schreiben folgt.'),
      ],
    },
  },
  hollerbach: {
    clients: [
      back('{C}: Beim Aushub am Bauvorhaben {nr} ist eine alte Leitung gefunden worden, die in keinem Plan steht. Bittet um Rückruf vor {uhr} Uhr.'),
      urgent('{C} braucht heute die Freigabe der Bewehrung, der Beton ist für {tag} um 7 Uhr bestellt.'),
      note('{C} verlegt die Baubesprechung von {tag} auf eine Stunde später, {uhr} Uhr. Teilnehmer sind unterrichtet.'),
      back('{C} plant einen Dachausbau und fragt, ob eine tragende Wand im Obergeschoss entfernt werden kann. Pläne kommen per E-Mail.'),
      back('{C} bittet um das Angebot für die Brückenprüfung, der Ausschuss tagt am {datum}.'),
      note('{C} hat die geänderten Schalpläne Index C erhalten und bestätigt sie.'),
      back('{C} hat eine Frage zur Schlussrechnung {nr}, Position 4.2 ist doppelt.'),
    ],
    partners: {
      'Michael Zoller': [
        back('{C} hat zwei Prüfbemerkungen zur Statik {nr} und möchte sie vor dem schriftlichen Bericht besprechen, am besten {tag} um {uhr} Uhr.'),
      ],
      'Verena Auer': [
        note('{C}: Die Genehmigung zum Bauvorhaben {nr} ist unterschrieben und geht am {tag} in die Post.'),
        back('{C} vermisst im Bauantrag {nr} den Lageplan und bittet um Nachreichung bis zum {datum}.'),
      ],
    },
  },
  petersen: {
    clients: [
      back('{C} interessiert sich für die Dreizimmerwohnung am Hafen, Anzeige {nr}. Finanzierung ist geklärt, Besichtigung gern {tag} ab {uhr} Uhr.'),
      back('{C} möchte {ihr} Reihenhaus verkaufen, Baujahr 1987, 128 Quadratmeter. Wünscht eine Einschätzung vor Ort.'),
      note('{C} sagt die Besichtigung am {tag} um {uhr} Uhr ab und hat etwas anderes gefunden.'),
      back('{C} fragt, ob beim Haus in der Fördestraße über den Preis noch gesprochen werden kann. Bankzusage liegt vor.'),
      note('{C} schickt die Selbstauskunft und die Gehaltsnachweise heute per E-Mail, Objekt {nr}.'),
      back('{C} sucht für {ihr}e Eltern eine barrierefreie Wohnung zum Kauf, bis 320.000 Euro, Umkreis 20 Kilometer.'),
      urgent('{C} steht vor dem Objekt {nr}, die Besichtigung war für {uhr} Uhr vereinbart und niemand ist da.'),
    ],
    partners: {
      'Dr. Arne Lorenzen': [
        back('{C} schlägt als Beurkundungstermin {tag}, den {datum}, um {uhr} Uhr vor und bittet um Bestätigung.'),
      ],
      'Christoph Sievers': [
        note('{C} bestätigt die Finanzierung für den Käufer des Objekts {nr}; die Unterlagen sind unterwegs.'),
      ],
    },
  },
  bergmann: {
    clients: [
      back('{C} bittet um Rückruf zur Mehrwertsteuerabrechnung, es fehlen zwei Belege über zusammen CHF 4’180.'),
      back('{C} möchte in Zürich eine Tochtergesellschaft gründen und fragt nach Ablauf, Dauer und Stammkapital.'),
      note('{C} sendet die unterschriebene Jahresrechnung bis {tag} per Post zurück.'),
      back('{C} arbeitet künftig drei Tage pro Woche im Homeoffice in Deutschland und fragt nach den Folgen für die Sozialversicherung.'),
      urgent('{C}: Die Verrechnungssteuer muss bis zum {datum} gemeldet sein, das Formular ist noch nicht da. Bittet um Rückruf vor {uhr} Uhr Ortszeit.'),
      note('{C} verschiebt die Besprechung auf {tag}, {uhr} Uhr, wieder per Video.'),
    ],
    partners: {
      'Beatrice Amstutz': [
        back('{C} hat eine Frage zur Quellensteuer, Dossier {nr}. Erreichbar bis {uhr} Uhr.'),
      ],
      'Nils Hartmann': [
        note('{C} schickt am {tag} die Unterlagen für zwei neue Grenzgänger.'),
      ],
    },
  },
  northlight: {
    clients: [
      urgent('{C} reports that checkout has been down for twenty minutes, ticket {nr}. All stores are affected. Asks for an immediate call back.'),
      back('{C} would like to move the project review on {tag} to {uhr}. Please confirm by e-mail.'),
      note('{C} has approved the invoice {nr}; payment goes out on {tag}.'),
      back('{C} asks for a quote for two more seats on the support contract and wants to talk it through with {B}.'),
      back('{C} cannot log in to the staging system since the update. Not urgent, but {s} has a demo on {tag}.'),
      back('{C} is interested in a first conversation about a booking portal. Budget is agreed, decision by {datum}.'),
      note('{C} will be fifteen minutes late for the {uhr} call and asks to start without {ihr} team.'),
    ],
    partners: {
      'Lukas Wirth': [
        note('{C} announces maintenance of the server room on {tag} from {uhr}; expect up to ten minutes without network.'),
        back('{C} needs the signed data processing agreement back by {datum}, reference {nr}.'),
      ],
    },
  },
};
