import { back, type DemoConcerns, note, urgent } from './concern-words.ts';

/** What people want from trades and houses. */
export const TRADE_CONCERNS: Readonly<Record<string, DemoConcerns>> = {
  lindner: {
    clients: [
      back('{C} möchte einen Termin zur Inspektion, Kombi, 62.000 Kilometer, mit Leihwagen. Am liebsten {tag}.'),
      urgent('{C} steht mit gelber Motorleuchte und ruckelndem Motor auf dem Parkplatz der Raststätte. Fragt, ob {s} weiterfahren darf.'),
      note('{C} holt den Wagen heute erst gegen {uhr} Uhr ab und bittet, den Schlüssel am Empfang zu hinterlegen.'),
      back('{C} interessiert sich für den Vorführwagen aus der Anzeige {nr} und fragt nach einer Probefahrt am {tag}.'),
      back('{C} fragt, wann die bestellte Anhängerkupplung eintrifft; Auftrag {nr}.'),
      back('{C} ist mit der Rechnung {nr} nicht einverstanden: Die Klimawartung war nicht bestellt. Freundlich, möchte den Werkstattleiter sprechen.'),
      note('{C} wünscht den Reifenwechsel am {tag} um {uhr} Uhr, Räder sind bei Ihnen eingelagert.'),
      back('{C} möchte den Leasingvertrag vorzeitig beenden und bittet um Rückruf von {Bd}.'),
    ],
    partners: {
      'Dirk Schulte': [
        note('{C} liefert die Bremsscheiben aus Bestellung {nr} erst am {tag}, bis dahin ist nichts am Lager.'),
        back('{C} fragt, ob die falsch gelieferten Filter aus Bestellung {nr} zurückgehen. Der Fahrer käme um {uhr} Uhr.'),
      ],
      'Svenja Roth': [
        back('{C} braucht das Übergabeprotokoll zum Vertrag {nr} noch heute bis {uhr} Uhr.'),
      ],
    },
  },
  brandt: {
    clients: [
      urgent('{C}: Heizung im ganzen Haus ausgefallen, Fehlercode F28, Neustart ohne Erfolg. Zwei kleine Kinder im Haus. Bittet um Monteur noch heute.'),
      urgent('{C}: Wasser tropft aus der Küchendecke, Haupthahn ist zu. Adresse und Klingelschild aufgenommen, {s} wartet vor Ort.'),
      back('{C} bittet um ein Angebot für ein neues Bad, etwa acht Quadratmeter, ebenerdige Dusche. Besichtigung {tag} ab {uhr} Uhr möglich.'),
      back('{C} fragt, wann die jährliche Wartung der Gasheizung ist. Die letzte war vor gut einem Jahr.'),
      note('{C} verschiebt den Termin am {tag}, {uhr} Uhr, um eine Woche; der Schlüssel ist dann beim Nachbarn.'),
      back('{C} überlegt, auf eine Wärmepumpe umzusteigen, und fragt nach Beratung und Förderung.'),
      back('{C} meldet, dass das Thermostat im Bad seit der Reparatur vom {tag} wieder klemmt.'),
      note('{C} hat die Rechnung {nr} zweimal bezahlt und bittet um Rücküberweisung.'),
      urgent('{C}: Toilette im Erdgeschoss läuft über, Verstopfung im Strang. Mehrfamilienhaus, vier Parteien betroffen.'),
    ],
    partners: {
      'Marco Thiele': [
        note('{C} meldet: Der Speicher aus Auftrag {nr} ist da und kann ab {uhr} Uhr abgeholt werden.'),
      ],
      'Sven Pauli': [
        back('{C} ist auf der Baustelle fertig und braucht für morgen noch das Material zu Auftrag {nr}.'),
      ],
    },
  },
  sommer: {
    clients: [
      urgent('{C}, Gartenstraße 10, zweiter Stock: kein warmes Wasser seit heute Morgen, auch bei den Nachbarn nicht.'),
      back('{C} beschwert sich über Lärm aus der Wohnung darüber, jede Nacht bis nach ein Uhr. Führt ein Protokoll.'),
      note('{C} meldet eine defekte Lampe im Treppenhaus, Gartenstraße 12, dritter Stock.'),
      back('{C} hat Fragen zur Nebenkostenabrechnung {nr}: Die Kosten für den Hausmeister haben sich verdoppelt.'),
      back('{C} kündigt den Stellplatz zum Quartalsende und fragt, ob ein Schreiben per E-Mail genügt.'),
      urgent('{C}: Der Aufzug in der Gartenstraße 8 steht seit {uhr} Uhr zwischen zwei Stockwerken, niemand ist darin.'),
      note('{C} bittet um einen zweiten Schlüssel für den Fahrradkeller, Abholung {tag}.'),
      back('{C} hat Schimmel im Schlafzimmer entdeckt und möchte einen Termin zur Besichtigung, {tag} ab {uhr} Uhr.'),
      back('{C} fragt nach dem Protokoll der Eigentümerversammlung und dem Beschluss zur Fassade.'),
    ],
    partners: {
      'Bernd Klose': [
        urgent('{C} meldet einen Wasserschaden im Heizungskeller der Gartenstraße 12, die Pumpe läuft. Braucht die Freigabe für eine Trocknungsfirma.'),
        note('{C} hat die Kellertür in der Gartenstraße 14 instand gesetzt, Rechnung {nr} folgt.'),
      ],
      'Uwe Brandt': [
        back('{C} kann am {tag} um {uhr} Uhr in die Wohnung, der Mieter muss aber noch Bescheid bekommen. Bittet um kurze Bestätigung.'),
      ],
    },
  },
  muehle: {
    clients: [
      note('{C} reserviert für {tag}, {uhr} Uhr, vier Personen, gern am Fenster. Ein Kinderstuhl.'),
      back('{C} fragt nach dem Saal für den 70. Geburtstag am {datum}, etwa 45 Personen, Büfett und Kaffee.'),
      note('{C} sagt die Reservierung am {tag} um {uhr} Uhr für sechs Personen ab.'),
      note('{C} kommt am {tag} statt zu sechst zu acht, eine Person verträgt kein Gluten.'),
      back('{C} vermisst seit {tag} eine graue Strickjacke und fragt, ob sie gefunden wurde.'),
      back('{C} möchte einen Gutschein über 100 Euro per Post, Rechnung an die Adresse in der E-Mail.'),
      back('{C} hat sich am {tag} über lange Wartezeit geärgert und möchte {Bd} persönlich sprechen.'),
      note('{C} fragt, ob Hunde erlaubt sind. Auskunft: auf der Terrasse ja, im Saal nach Absprache.'),
    ],
    partners: {
      'Jens Förster': [
        note('{C} liefert {tag} zwischen 8 und 10 Uhr, der Grauburgunder fehlt bis nächste Woche.'),
      ],
      'Annett Kühnel': [
        back('{C} hat drei Trauungen am {datum} und fragt, ob ab {uhr} Uhr ein Sektempfang im Garten möglich ist.'),
      ],
      'Ronny Schubert': [
        note('{C} kann am {tag} nicht liefern, der Kühlwagen ist in der Werkstatt. Ersatzlieferung einen Tag später.'),
      ],
    },
  },
  ehlers: {
    clients: [
      urgent('{C}: Der Vater ist heute Nacht zu Hause verstorben, der Arzt war schon da. {S} bittet um Rückruf von {Bd}, sobald es geht.'),
      back('{C} möchte für sich selbst vorsorgen und bittet um ein ruhiges Gespräch, gern {tag} ab {uhr} Uhr.'),
      note('{C} bringt das Foto und die Lieder für die Trauerfeier am {tag} vormittags vorbei.'),
      back('{C} fragt, ob die Trauerfeier am {datum} auf {uhr} Uhr verlegt werden kann, der Bruder kommt aus Spanien.'),
      back('{C} hat eine Frage zur Rechnung {nr} und zum Sterbegeld der Versicherung.'),
      note('{C} bedankt sich herzlich für die Begleitung in den vergangenen Wochen.'),
    ],
    partners: {
      'Agnes Kramer': [
        urgent('{C}: Eine Bewohnerin ist um {uhr} Uhr verstorben. Die Angehörigen sind da und wünschen die Abholung am Abend.'),
      ],
      'Heinz Wübbena': [
        back('{C} bestätigt die Grabstelle und fragt, ob die Beisetzung am {datum} um {uhr} Uhr bleibt.'),
      ],
      'Eike Behrens': [
        back('{C} bittet um Rückruf zum Ablauf der Trauerfeier am {tag}.'),
      ],
      'Detlef Osterloh': [
        note('{C} fragt nach der Farbe der Schleife für den Kranz am {tag}; bis {uhr} Uhr muss sie bedruckt sein.'),
      ],
    },
  },
};
