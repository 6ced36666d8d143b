import { back, type DemoConcerns, note, urgent } from './concern-words.ts';

/** What people want from practices. */
export const HEALTH_CONCERNS: Readonly<Record<string, DemoConcerns>> = {
  weber: {
    clients: [
      back('{C} bittet um Rückruf wegen der Blutwerte vom {tag}. {S} fragt, ob die Schilddrüsentabletten angepasst werden müssen.'),
      note('{C} bestellt ein Folgerezept: L-Thyroxin 75, Packung zu 98 Stück. {S} holt es am {tag} ab.'),
      note('{C} bittet um ein Folgerezept für Ramipril 5 mg und Metoprolol 47,5 mg. Versichertenkarte war in diesem Quartal schon da.'),
      back('{C} möchte einen Termin zur Vorsorge, am liebsten {tag} ab {uhr} Uhr. Ausweichtage: jeden Vormittag außer montags.'),
      urgent('{C} klagt seit gestern über Fieber von 39,4 und starken Husten. {S} fragt, ob {s} heute noch kommen kann. Keine Atemnot, kein Brustschmerz, auf den Bereitschaftsdienst hingewiesen.'),
      note('{C} sagt den Termin am {tag} um {uhr} Uhr ab, {s} ist selbst erkrankt. Neuer Termin wird nicht gebraucht, {s} meldet sich.'),
      note('{C} braucht eine Überweisung zur Orthopädie wegen der Knieschmerzen. Möchte sie am {tag} an der Anmeldung abholen.'),
      back('{C} fragt, ob die Krankschreibung bis Ende der Woche verlängert werden kann. Seit Montag keine Besserung.'),
      back('{C} hat nach der neuen Blutdrucktablette Schwindel und bittet um Rückruf von {Bd}, heute bis {uhr} Uhr erreichbar.'),
      note('{C} fragt, ob die Impfung gegen Grippe schon möglich ist. Auskunft: {S} wird zur nächsten Impfsprechstunde vorgemerkt.'),
      urgent('{C} ruft für die Mutter an (82, Diabetes): seit heute früh Erbrechen, Zucker bei 310. {S} bittet um sofortigen Rückruf oder Hausbesuch.'),
    ],
    partners: {
      'Sabine Lorenz': [
        urgent('{C} meldet einen auffälligen Befund: Kalium 6,1 in einer Probe vom {tag}, Auftragsnummer {nr}. Bittet um sofortigen Rückruf, der schriftliche Befund kommt heute.'),
        note('{C} teilt mit, dass die Probe {nr} nicht ausgewertet werden konnte, zu wenig Material. Bitte neu abnehmen.'),
      ],
      'Dr. Jonas Feld': [
        note('{C} teilt mit, dass ein gemeinsamer Patient am {tag} entlassen wird. Der Arztbrief kommt vorab per Fax, die Medikation ist neu.'),
        back('{C} möchte mit {Bd} eine Einweisung absprechen, das Bett ist ab {tag} frei. Erreichbar bis {uhr} Uhr.'),
      ],
      'Claudia Winter': [
        back('{C} hat eine Rückfrage zur Dosierung auf einem Rezept vom {neulich}. Das Medikament ist in der verordneten Stärke nicht lieferbar.'),
      ],
    },
  },
  novak: {
    clients: [
      urgent('{C} hat seit zwei Tagen starke Schmerzen unten rechts, Wange leicht geschwollen. {S} bittet um einen Schmerztermin, kommt auch sofort.'),
      back('{C} möchte den Termin zur professionellen Zahnreinigung von {tag}, {uhr} Uhr, verschieben. Am liebsten nachmittags.'),
      urgent('{Cd} ist eine Füllung herausgefallen, keine Schmerzen, aber scharfe Kante. Fragt nach einem Termin bis {tag}.'),
      note('{C} sagt den Kontrolltermin am {datum} um {uhr} Uhr ab und meldet sich nach dem Urlaub für einen neuen.'),
      back('{C} hat Fragen zum Heil- und Kostenplan {nr}: Zuschuss der Kasse, Bonusheft liegt für zehn Jahre vor.'),
      back('{C} möchte {ihr}e Tochter (6) als neue Patientin anmelden, erste Kontrolle. Nachmittags ab {uhr} Uhr möglich.'),
      note('{C} fragt, ob {s} vor der Zahnentfernung {ihr} blutverdünnendes Mittel absetzen soll. Keine Auskunft gegeben; Termin ist am {tag}.'),
      back('{C} kommt mit der neuen Schiene nicht zurecht, sie drückt oben links. Bittet um einen kurzen Termin.'),
    ],
    partners: {
      'Dr. Ines Kaltenbach': [
        note('{C} bittet um die Röntgenbilder zur Überweisung vom {neulich}, am besten heute noch über das sichere Postfach.'),
        back('{C} möchte die Implantatplanung am {tag} gemeinsam durchgehen, am besten um {uhr} Uhr.'),
      ],
      'Stefan Wagner': [
        back('{C} ruft wegen der Brücke für Auftrag {nr} an: Zahnfarbe A2 oder A3? Ohne Antwort bis {uhr} Uhr verschiebt sich die Lieferung auf {tag}.'),
        note('{C} kündigt die Lieferung der Kronen für {tag} vormittags an.'),
      ],
    },
  },
  physio: {
    clients: [
      note('{C} sagt den Termin {tag} um {uhr} Uhr ab, wichtiger Termin bei der Arbeit. Der darauffolgende bleibt.'),
      back('{C} hat ein neues Rezept: sechsmal Krankengymnastik, Schulter rechts. Gesetzlich versichert, Zeit dienstags und donnerstags ab {uhr} Uhr.'),
      back('{C} möchte nach der Knieoperation am {neulich} mit Lymphdrainage beginnen, zweimal die Woche. Rezept liegt vor.'),
      note('{C} verspätet sich heute um etwa 15 Minuten, steht im Stau. An die Anmeldung weitergegeben.'),
      back('{C} fragt, ob Hausbesuche möglich sind; {s} kann nach der Hüftoperation noch keine Treppen steigen.'),
      note('{C} fragt nach der Rechnung {nr} für die private Zusatzversicherung und bittet um eine Zweitschrift per Post.'),
      back('{C} hat nach der letzten Behandlung starke Rückenschmerzen und bittet um Rückruf {ihr}er Therapeutin, heute ab {uhr} Uhr.'),
      note('{C} möchte auf die Warteliste für den Kurs „Rückenfit“, am liebsten {tag} abends.'),
    ],
    partners: {
      'Dr. Hauke Meinders': [
        back('{C} bittet um einen kurzen Behandlungsbericht zum Rezept vom {neulich}, der Patient kommt am {tag} zur Kontrolle.'),
      ],
      'Silvia Brandes': [
        note('{C} meldet drei Bewohnerinnen für Krankengymnastik an, die Rezepte liegen im Haus. Besuch ab {tag} möglich.'),
      ],
    },
  },
  sander: {
    clients: [
      urgent('{C}: Hund Balu (Labrador, 4) hat vor einer Stunde Schokolade gefressen, etwa eine Tafel zartbitter. Zittert leicht. {S} wartet auf Rückruf und kann sofort losfahren.'),
      back('{C}: Katze Minka (12) frisst seit {tag} kaum noch und trinkt viel. Bittet um einen Termin, möglichst heute.'),
      note('{C} bestellt Insulin und Spritzen für Kater Moritz nach. Holt beides am {tag} nach {uhr} Uhr ab.'),
      back('{C} möchte Kater Felix kastrieren lassen und fragt nach Termin und ungefähren Kosten.'),
      note('{C} sagt den Impftermin für Hündin Luna am {datum} ab, sie ist läufig. Neuer Termin in vier Wochen gewünscht.'),
      back('{C} fragt nach dem Befund der Blutprobe von Kaninchen Klopfer. Telefonisch bis {uhr} Uhr erreichbar.'),
      urgent('{C}: Meerschweinchen Krümel liegt auf der Seite und atmet schwer. {S} fragt, ob {s} gleich kommen darf.'),
      back('{C} braucht für die Reise nach Italien den Heimtierausweis und die Tollwutimpfung für Hund Sam; Abreise ist am {datum}.'),
    ],
    partners: {
      'Dr. Philipp Krämer': [
        back('{C} hat den gestern überwiesenen Hund operiert, er ist wach und stabil. Bittet um Rückruf zur Nachbehandlung ab {tag}.'),
      ],
      'Manuela Best': [
        note('{C} bringt am {tag} um {uhr} Uhr vier Katzen zur Kastration, alle nüchtern. Rechnung wie üblich an den Verein.'),
        back('{C} hat einen Fundhund mit verletzter Pfote aufgenommen und fragt nach einem Termin heute.'),
      ],
      'Ingo Scherer': [
        note('{C} teilt mit, dass die Narkosemittel aus Bestellung {nr} erst am {tag} geliefert werden.'),
      ],
    },
  },
};
