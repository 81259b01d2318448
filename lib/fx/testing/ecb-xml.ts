/** A list as the ECB writes it: day → currency → rate. */
export function ecbXml(days: Record<string, Record<string, string>>): string {
  const day = ([time, rates]: [string, Record<string, string>]) =>
    `<Cube time="${time}">${Object.entries(rates)
      .map(([currency, rate]) => `<Cube currency="${currency}" rate="${rate}"/>`)
      .join('')}</Cube>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
<gesmes:subject>Reference rates</gesmes:subject><gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
<Cube>${Object.entries(days).map(day).join('')}</Cube></gesmes:Envelope>`;
}
