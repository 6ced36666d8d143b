import { berlin, cologne, frankfurt, hamburg, mobile, munich, otherMobile } from './reserved-numbers.ts';
import { busy, day, type DemoInstruction, everyDay, first, hours, minutes, noAnswer, onWorkdays } from './instruction-words.ts';

const MEAL_DAYS = ['TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const;

/** What the customers of the demo have told us, by the customer's key; of two of the same kind the later wins. */
export const DEMO_INSTRUCTIONS: Readonly<Record<string, readonly DemoInstruction[]>> = {
  weber: [
    {
      title: 'Außerhalb der Sprechzeiten', putThrough: 'VIP',
      greeting: 'Guten Tag, Praxis Dr. Weber, mein Name ist {{secretary}}. Die Sprechstunde ist zurzeit geschlossen, was kann ich für Sie tun?',
      message: 'Die Praxis ist gerade geschlossen. Ich schreibe Ihr Anliegen auf, und Dr. Weber meldet sich in der nächsten Sprechstunde. In dringenden Fällen hilft der ärztliche Bereitschaftsdienst.',
      remarks: 'Keine medizinische Auskunft geben. Bei Brustschmerz, Atemnot oder Lähmung sofort an den Notruf verweisen.',
      numbers: [first(mobile(10), 'Mobil Dr. Weber'), noAnswer(berlin(210), 'Privat Dr. Weber'), busy(otherMobile(60), 'Zweithandy Dr. Weber', 15)],
    },
    {
      title: 'Sprechstunde', putThrough: 'VIP', exceptPublicHolidays: true,
      hours: [...onWorkdays('08:00', '12:00'), ...hours(['MONDAY', 'TUESDAY', 'THURSDAY'], '14:00', '18:00')],
      greeting: 'Guten Tag, Praxis Dr. Weber, mein Name ist {{secretary}}. Was kann ich für Sie tun?',
      message: 'Dr. Weber ist in der Sprechstunde. Sie ruft zurück, sobald sie Zeit hat, spätestens nach der Sprechstunde.',
      remarks: 'Rezepte: Name, Geburtsdatum, Medikament und Stärke aufnehmen; fertig am nächsten Werktag ab 10 Uhr. Terminwünsche mit zwei Ausweichtagen notieren.',
      numbers: [first(berlin(211), 'Sprechzimmer 1'), busy(berlin(212), 'Praxis Labor', 15), noAnswer(mobile(10), 'Mobil Dr. Weber')],
    },
    {
      title: 'Fortbildung in Leipzig', putThrough: 'NONE', created: day(-38), from: day(-17, '13:00'), until: day(-15, '18:00'),
      greeting: 'Guten Tag, Praxis Dr. Weber, mein Name ist {{secretary}}.',
      message: 'Dr. Weber ist auf einer Fortbildung und ab übermorgen wieder da. Die Vertretung hat die Praxis Dr. Engel in der Nachbarschaft.',
    },
    {
      title: 'Urlaub', putThrough: 'NONE', created: day(-6), from: day(19, '12:00'), until: day(33, '08:00'),
      greeting: 'Guten Tag, Praxis Dr. Weber, mein Name ist {{secretary}}.',
      message: 'Die Praxis macht Urlaub. Die Vertretung hat die Praxis Dr. Engel in der Nachbarschaft; gern notiere ich Ihr Anliegen für danach.',
      remarks: 'Auch VIPs nicht durchstellen. Dringendes bitte als dringend kennzeichnen, Dr. Weber liest die Notizen abends.',
    },
  ],
  krause: [
    {
      title: 'Kanzlei geschlossen', putThrough: 'NONE',
      greeting: 'Guten Tag, Kanzlei Krause, mein Name ist {{secretary}}.',
      message: 'Die Kanzlei ist gerade nicht besetzt. Ich nehme Ihr Anliegen auf, und wir melden uns am nächsten Arbeitstag.',
      remarks: 'Nie Auskunft geben, ob jemand Mandant ist. Fristen (Datum des Schreibens, Zustellung) immer mit aufnehmen.',
    },
    {
      title: 'Bürozeit', putThrough: 'VIP', exceptPublicHolidays: true,
      hours: [...hours(['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY'], '09:00', '17:30'), ...hours(['FRIDAY'], '09:00', '14:00')],
      greeting: 'Kanzlei Krause, guten Tag, Sie sprechen mit {{secretary}}.',
      message: 'Herr Dr. Krause ist in einem Gespräch. Worum geht es, und wann dürfen wir Sie zurückrufen?',
      numbers: [first(hamburg(210), 'Sekretariat Frau Timm'), first(mobile(14), 'Mobil Dr. Krause'), noAnswer(hamburg(211), 'RAin Dr. Sievert'), busy(hamburg(212), 'Referendariat', 15)],
    },
    {
      title: 'Umbau im Sekretariat', putThrough: 'VIP', created: day(-12), from: day(-4, '07:00'), until: day(10, '18:00'),
      greeting: 'Kanzlei Krause, guten Tag, Sie sprechen mit {{secretary}}.',
      message: 'In der Kanzlei wird umgebaut, deshalb erreichen Sie zurzeit nur uns. Herr Dr. Krause ruft Sie heute oder am nächsten Arbeitstag zurück.',
      remarks: 'Bis zum Ende des Umbaus nur Mobiltelefone. Festnetz der Kanzlei läutet ins Leere.',
      numbers: [first(mobile(14), 'Mobil Dr. Krause'), noAnswer(mobile(15), 'Mobil Frau Timm'), busy(mobile(16), 'Mobil RAin Dr. Sievert')],
    },
  ],
  lindner: [
    {
      title: 'Außerhalb der Öffnungszeiten', putThrough: 'NONE',
      greeting: 'Guten Tag, Autohaus Lindner, mein Name ist {{secretary}}.',
      message: 'Wir haben gerade geschlossen. Ich notiere gern Ihr Anliegen, der Verkauf oder die Werkstatt meldet sich am nächsten Werktag.',
      remarks: 'Bei Pannen an die Mobilitätsgarantie des Herstellers verweisen; die Nummer steht im Serviceheft.',
    },
    {
      title: 'Geöffnet', putThrough: 'ALL', exceptPublicHolidays: true, hours: [...onWorkdays('07:30', '18:00'), ...hours(['SATURDAY'], '09:00', '13:00')],
      greeting: 'Herzlich willkommen beim Autohaus Lindner, mein Name ist {{secretary}}. Möchten Sie mit dem Verkauf oder mit der Werkstatt sprechen?',
      remarks: 'Erst fragen: Verkauf oder Werkstatt? Kennzeichen immer aufnehmen.',
      numbers: [first(cologne(210), 'Verkauf Frau Engels', 15), first(cologne(211), 'Werkstatt Annahme'), busy(cologne(212), 'Teiledienst', 15), noAnswer(mobile(17), 'Mobil Herr Lindner')],
    },
    {
      title: 'Inventur im Teilelager', putThrough: 'VIP', created: day(-3), from: day(9, '07:00'), until: day(9, '16:00'),
      greeting: 'Herzlich willkommen beim Autohaus Lindner, mein Name ist {{secretary}}.',
      message: 'Wir machen heute Inventur und rufen Sie bis morgen Mittag zurück.',
      numbers: [first(cologne(211), 'Werkstatt Annahme')],
    },
  ],
  yildiz: [
    {
      title: 'Immer: Rückruf', putThrough: 'NONE',
      greeting: 'Guten Tag, Steuerberatung Yildiz und Partner, mein Name ist {{secretary}}.',
      message: 'Ihre Beraterin ist gerade nicht am Platz. Nennen Sie mir bitte Ihre Mandantennummer, wir rufen zurück.',
      remarks: 'Bei Schreiben vom Finanzamt: Datum und Aktenzeichen aufnehmen.',
    },
    {
      title: 'Kernzeit', putThrough: 'VIP', exceptPublicHolidays: true, hours: onWorkdays('09:00', '12:30'),
      greeting: 'Steuerberatung Yildiz und Partner, guten Tag, mein Name ist {{secretary}}.',
      message: 'Ihre Beraterin ist im Gespräch und ruft Sie heute noch zurück.',
      numbers: [first(frankfurt(220), 'Empfang Stuttgart'), busy(frankfurt(221), 'Lohnbuchhaltung'), noAnswer(mobile(24), 'Mobil Frau Yildiz')],
    },
    {
      title: 'In Besprechung', putThrough: 'NONE', isPreset: true, created: day(-1, '09:55'), from: day(-1, '09:55'), until: day(-1, '11:30'),
      greeting: 'Guten Tag, Steuerberatung Yildiz und Partner, mein Name ist {{secretary}}.', message: 'Frau Yildiz ist bis halb zwölf in einer Besprechung und ruft danach zurück.',
    },
  ],
  novak: [
    {
      title: 'Praxis geschlossen', putThrough: 'NONE',
      greeting: 'Grüß Gott, Zahnarztpraxis Novak, mein Name ist {{secretary}}.',
      message: 'Die Praxis ist gerade geschlossen. Ich notiere Ihr Anliegen; bei starken Schmerzen hilft der zahnärztliche Notdienst.',
    },
    {
      title: 'Behandlungszeit', putThrough: 'VIP', exceptPublicHolidays: true,
      hours: [...onWorkdays('08:00', '12:30'), ...hours(['MONDAY', 'TUESDAY', 'THURSDAY'], '14:00', '18:30')],
      greeting: 'Grüß Gott, Zahnarztpraxis Novak, mein Name ist {{secretary}}. Was kann ich für Sie tun?',
      message: 'Dr. Novak behandelt gerade. Die Praxis ruft in der nächsten Pause zurück.',
      remarks: 'Schmerzpatienten: seit wann, welcher Zahn, Schwellung? Als dringend kennzeichnen.',
      numbers: [first(munich(210), 'Empfang'), noAnswer(munich(211), 'Prophylaxe'), busy(mobile(25), 'Mobil Dr. Novak')],
    },
    {
      title: 'Urlaub, Vertretung Praxis Dr. Seidl', putThrough: 'NONE', created: day(-30), from: day(-2, '18:30'), until: day(9, '08:00'),
      greeting: 'Grüß Gott, Zahnarztpraxis Novak, mein Name ist {{secretary}}.',
      message: 'Die Praxis ist im Urlaub. Bei Schmerzen hilft die Praxis Dr. Seidl; Termine vergeben wir gern schon jetzt für danach.',
      remarks: 'Termine nur als Wunsch aufnehmen, nichts zusagen.',
    },
  ],
  hollerbach: [
    {
      title: 'Nachricht aufnehmen', putThrough: 'NONE',
      greeting: 'Grüß Gott, Ingenieurbüro Hollerbach, mein Name ist {{secretary}}.',
      message: 'Im Büro ist niemand mehr erreichbar. Ich nehme Ihre Nachricht auf, Sie werden am nächsten Arbeitstag zurückgerufen.',
      remarks: 'Projektnummer oder Bauvorhaben immer erfragen.',
    },
    {
      title: 'Bürozeit', putThrough: 'ALL', exceptPublicHolidays: true, hours: [...onWorkdays('08:00', '12:00'), ...hours(['MONDAY', 'TUESDAY', 'THURSDAY'], '13:00', '17:00')],
      greeting: 'Ingenieurbüro Hollerbach, grüß Gott, mein Name ist {{secretary}}.',
      numbers: [first(munich(220), 'Sekretariat'), busy(munich(221), 'Tragwerksplanung'), noAnswer(mobile(26), 'Mobil Herr Hollerbach')],
    },
    {
      title: 'Baustellentag', putThrough: 'VIP', exceptPublicHolidays: true, hours: hours(['WEDNESDAY'], '07:00', '16:00'),
      greeting: 'Ingenieurbüro Hollerbach, grüß Gott, mein Name ist {{secretary}}.',
      message: 'Mittwochs sind alle auf den Baustellen. Herr Hollerbach ruft Sie morgen Vormittag zurück.',
      numbers: [first(mobile(26), 'Mobil Herr Hollerbach', 30), noAnswer(mobile(27), 'Mobil Frau Stadler'), busy(munich(221), 'Tragwerksplanung')],
    },
  ],
  physio: [
    {
      title: 'Therapeuten in Behandlung', putThrough: 'VIP',
      greeting: 'Moin, Physiotherapie am Markt, mein Name ist {{secretary}}.',
      message: 'Alle Therapeuten sind gerade in Behandlung. Ich nehme Ihren Terminwunsch auf, und Sie bekommen bis morgen Bescheid.',
      remarks: 'Terminabsagen immer mit Uhrzeit notieren. Neue Patienten: Rezept vorhanden? Kasse oder privat?',
      numbers: [first(hamburg(220), 'Anmeldung', 15), noAnswer(mobile(28), 'Mobil Frau Janssen'), busy(hamburg(221), 'Trainingsraum', 15)],
    },
    {
      title: 'Teamsitzung', putThrough: 'NONE', hours: hours(['THURSDAY'], '12:30', '14:00'),
      greeting: 'Moin, Physiotherapie am Markt, mein Name ist {{secretary}}.', message: 'Das Team ist bis 14 Uhr in einer Besprechung, wir rufen Sie danach gern zurück.',
    },
  ],
  petersen: [
    {
      title: 'Nach Feierabend', putThrough: 'NONE',
      greeting: 'Moin, Petersen Immobilien, mein Name ist {{secretary}}.',
      message: 'Herr Petersen meldet sich am nächsten Werktag bei Ihnen. Um welches Objekt geht es?',
      remarks: 'Immer Objekt, E-Mail-Adresse und Finanzierung (ja/nein) erfragen.',
    },
    {
      title: 'Besichtigungszeiten', putThrough: 'VIP', exceptPublicHolidays: true, hours: [...onWorkdays('09:00', '18:00'), ...hours(['SATURDAY'], '10:00', '15:00')],
      greeting: 'Moin, Petersen Immobilien, mein Name ist {{secretary}}.',
      message: 'Herr Petersen ist in einer Besichtigung und ruft Sie heute noch zurück.',
      numbers: [first(mobile(29), 'Mobil Herr Petersen'), noAnswer(hamburg(230), 'Büro Kiel'), busy(mobile(30), 'Mobil Frau Asmus')],
    },
    {
      title: 'In Besprechung', putThrough: 'NONE', isPreset: true, created: minutes(-20), from: minutes(-20), until: minutes(70),
      greeting: 'Moin, Petersen Immobilien, mein Name ist {{secretary}}.', message: 'Herr Petersen ist in einer Besprechung und ruft Sie danach zurück.',
    },
  ],
  northlight: [
    {
      title: 'Office closed', putThrough: 'NONE',
      greeting: 'Hello, Northlight Software, my name is {{secretary}}. How can I help you?',
      message: 'The office is closed at the moment. I will take a message, and the team gets back to you on the next working day.',
      remarks: 'Answer in English; German is fine if the caller starts in German.',
    },
    {
      title: 'Office hours', putThrough: 'VIP', exceptPublicHolidays: true, hours: onWorkdays('09:00', '18:00'),
      greeting: 'Hello, Northlight Software, my name is {{secretary}}. How can I help you?',
      message: 'Everybody is in a meeting right now. May I take your number and the name of your project?',
      remarks: 'Support cases: ask for the ticket number and whether production is down. Production down is always urgent.',
      numbers: [first(berlin(220), 'Front desk'), busy(berlin(221), 'Support'), noAnswer(mobile(31), 'Daniel Hughes, mobile')],
    },
    {
      title: 'Company offsite', putThrough: 'VIP', created: day(-10), from: day(12, '09:00'), until: day(14, '18:00'),
      greeting: 'Hello, Northlight Software, my name is {{secretary}}.', message: 'The team is at its yearly offsite and reads messages in the evening.',
      numbers: [first(mobile(31), 'Daniel Hughes, mobile'), noAnswer(mobile(32), 'Support on call')],
    },
  ],
  bergmann: [
    {
      title: 'Ausserhalb der Bürozeiten', putThrough: 'NONE',
      greeting: 'Grüezi, Bergmann Treuhand, mein Name ist {{secretary}}.',
      message: 'Das Büro ist geschlossen. Frau Bergmann meldet sich am nächsten Arbeitstag.',
      remarks: 'Ortszeit Zürich. Beträge immer mit Währung notieren.',
    },
    {
      title: 'Bürozeit Zürich', putThrough: 'VIP', hours: [...onWorkdays('08:00', '12:00'), ...onWorkdays('13:30', '17:30')],
      greeting: 'Grüezi, Bergmann Treuhand, mein Name ist {{secretary}}. Was kann ich für Sie tun?',
      message: 'Frau Bergmann ist in einer Besprechung und ruft Sie heute noch zurück.',
      numbers: [first(munich(230), 'Empfang'), noAnswer(mobile(33), 'Mobil Frau Bergmann'), busy(munich(231), 'Buchhaltung')],
    },
    {
      title: 'Jahresabschlüsse: ungestört', putThrough: 'NONE', created: day(-9), from: day(5, '08:00'), until: day(7, '17:30'),
      greeting: 'Grüezi, Bergmann Treuhand, mein Name ist {{secretary}}.', message: 'Das Team arbeitet an Jahresabschlüssen und ruft in drei Tagen zurück.',
    },
  ],
  muehle: [
    {
      title: 'Küche geschlossen', putThrough: 'NONE',
      greeting: 'Guten Tag, Restaurant Zur Alten Mühle, mein Name ist {{secretary}}.',
      message: 'Reservierungen nehme ich gern auf, Sie bekommen die Bestätigung, sobald das Restaurant wieder öffnet.',
      remarks: 'Reservierung: Tag, Uhrzeit, Personen, Name, Telefon, Kinderstühle, Allergien. Ab zehn Personen nur als Anfrage.',
    },
    {
      title: 'Küche geöffnet', putThrough: 'ALL', hours: [...hours(MEAL_DAYS, '11:30', '14:30'), ...hours(MEAL_DAYS, '17:30', '22:00')],
      greeting: 'Guten Tag, Restaurant Zur Alten Mühle, mein Name ist {{secretary}}.',
      numbers: [first(berlin(230), 'Theke', 15), busy(mobile(34), 'Mobil Frau Richter'), noAnswer(berlin(231), 'Küche', 15)],
    },
    {
      title: 'Betriebsferien', putThrough: 'NONE', created: day(-60), from: day(-33, '00:00'), until: day(-26, '11:00'),
      greeting: 'Guten Tag, Restaurant Zur Alten Mühle, mein Name ist {{secretary}}.', message: 'Wir haben Betriebsferien und sind nächste Woche wieder für Sie da.',
    },
  ],
  brandt: [
    {
      title: 'Nachricht aufnehmen', putThrough: 'NONE',
      greeting: 'Guten Tag, Brandt Heizung und Sanitär, mein Name ist {{secretary}}.',
      message: 'Es ist gerade niemand erreichbar. Ich nehme Ihr Anliegen auf, das Büro ruft am nächsten Werktag zurück.',
    },
    {
      title: 'Büro besetzt', putThrough: 'ALL', exceptPublicHolidays: true, hours: onWorkdays('07:00', '16:00'),
      greeting: 'Brandt Heizung und Sanitär, guten Tag, mein Name ist {{secretary}}.',
      remarks: 'Adresse, Hersteller und Baujahr der Heizung, Fehlercode, was schon versucht wurde.',
      numbers: [first(berlin(240), 'Büro Frau Kunert', 15), busy(berlin(241), 'Lager'), noAnswer(mobile(18), 'Mobil Herr Brandt')],
    },
    {
      title: 'Notdienst', putThrough: 'VIP', hours: [...onWorkdays('16:00', '07:00'), ...hours(['SATURDAY', 'SUNDAY'], '07:00', '07:00')],
      greeting: 'Notdienst Brandt Heizung und Sanitär, mein Name ist {{secretary}}. Was ist passiert?',
      message: 'Der Monteur ruft Sie innerhalb einer halben Stunde zurück. Bei Rohrbruch bitte jetzt den Haupthahn schließen, bei Gasgeruch das Haus verlassen und von draußen die Feuerwehr rufen.',
      remarks: 'Nur Kunden mit Wartungsvertrag (VIP) durchstellen. Alle anderen: Notiz als dringend, mit Adresse und Rückrufnummer.',
      numbers: [first(mobile(19), 'Bereitschaft Herr Pauli', 30), noAnswer(mobile(20), 'Bereitschaft Herr Zander', 30), busy(mobile(18), 'Mobil Herr Brandt')],
    },
    {
      title: 'Betriebsausflug', putThrough: 'VIP', created: day(-14), from: day(16, '07:00'), until: day(16, '20:00'),
      greeting: 'Brandt Heizung und Sanitär, guten Tag, mein Name ist {{secretary}}.', message: 'Heute ist nur der Notdienst besetzt. Das Büro ruft Sie morgen zurück.',
      numbers: [first(mobile(20), 'Bereitschaft Herr Zander', 30)],
    },
  ],
  sommer: [
    {
      title: 'Außerhalb der Sprechzeit', putThrough: 'NONE',
      greeting: 'Guten Tag, Hausverwaltung Sommer, mein Name ist {{secretary}}.',
      message: 'Die Verwaltung ist gerade nicht besetzt. Ich nehme Ihre Meldung auf, sie wird am nächsten Werktag bearbeitet.',
      remarks: 'Immer Straße, Hausnummer, Stockwerk und Name am Klingelschild aufnehmen.',
    },
    {
      title: 'Telefonsprechzeit', putThrough: 'ALL', exceptPublicHolidays: true, hours: onWorkdays('08:00', '12:00'),
      greeting: 'Hausverwaltung Sommer, guten Tag, mein Name ist {{secretary}}.',
      numbers: [first(frankfurt(210), 'Mieterservice Frau Kern'), busy(frankfurt(211), 'Buchhaltung'), noAnswer(mobile(22), 'Mobil Frau Sommer')],
    },
    {
      title: 'Notfälle in der Nacht', putThrough: 'VIP', hours: everyDay('20:00', '06:00'),
      greeting: 'Hausverwaltung Sommer, Notfalltelefon, mein Name ist {{secretary}}.',
      message: 'Ich gebe Ihre Meldung sofort als dringend weiter. Bei Feuer oder Gasgeruch rufen Sie bitte zuerst die Feuerwehr.',
      remarks: 'Rohrbruch, Heizungsausfall im Winter, Aufzug mit Eingeschlossenen: dringend. Alles andere hat Zeit bis morgen.',
      numbers: [first(mobile(21), 'Hausmeister-Notdienst', 30), noAnswer(mobile(22), 'Mobil Frau Sommer', 30), busy(mobile(23), 'Mobil Herr Arndt')],
    },
    {
      title: 'Eigentümerversammlung', putThrough: 'NONE', created: day(-28), from: day(-8, '16:00'), until: day(-8, '22:00'),
      greeting: 'Hausverwaltung Sommer, guten Tag, mein Name ist {{secretary}}.', message: 'Die Verwaltung ist in einer Eigentümerversammlung und ruft morgen zurück.',
    },
  ],
  ehlers: [
    {
      title: 'Tag und Nacht erreichbar', putThrough: 'ALL',
      greeting: 'Bestattungshaus Ehlers, mein Name ist {{secretary}}.',
      remarks: 'Ruhig und langsam sprechen. Bei einem Sterbefall sofort durchstellen, nichts abfragen. Sonst Name und Rückrufnummer.',
      numbers: [first(hamburg(240), 'Büro Ehlers', 15), first(mobile(35), 'Bereitschaft Herr Ehlers', 30), noAnswer(mobile(36), 'Bereitschaft Frau Ehlers', 30), busy(mobile(37), 'Bereitschaft Herr Lohse', 30)],
    },
  ],
  sander: [
    {
      title: 'Praxis geschlossen', putThrough: 'NONE',
      greeting: 'Guten Tag, Kleintierpraxis Sander, mein Name ist {{secretary}}.',
      message: 'Die Praxis ist gerade geschlossen. Ich nehme Ihr Anliegen auf; im Notfall hilft die Tierklinik Rheintal.',
    },
    {
      title: 'Sprechstunde', putThrough: 'VIP', exceptPublicHolidays: true, hours: [...onWorkdays('08:30', '12:00'), ...onWorkdays('15:00', '18:30')],
      greeting: 'Kleintierpraxis Sander, guten Tag, mein Name ist {{secretary}}. Wie heißt Ihr Tier?',
      message: 'Frau Dr. Sander behandelt gerade. Die Praxis ruft Sie in der nächsten Stunde zurück.',
      remarks: 'Tierart, Name, Alter, seit wann, frisst und trinkt es? Atemnot, Krämpfe, Vergiftung: dringend.',
      numbers: [first(frankfurt(230), 'Anmeldung', 15), busy(frankfurt(231), 'Behandlung 2', 15), noAnswer(mobile(38), 'Mobil Frau Dr. Sander')],
    },
    {
      title: 'Notdienst über Nacht', putThrough: 'ALL', hours: [...hours(['FRIDAY', 'SATURDAY', 'SUNDAY'], '18:30', '08:30'), ...hours(['TUESDAY'], '18:30', '23:00')],
      greeting: 'Tierärztlicher Notdienst, Kleintierpraxis Sander, mein Name ist {{secretary}}. Was ist mit Ihrem Tier?',
      numbers: [first(mobile(38), 'Mobil Frau Dr. Sander', 30), busy(mobile(39), 'Assistenz Herr Kolb', 30), noAnswer(mobile(39), 'Assistenz Herr Kolb', 30)],
    },
  ],
};
