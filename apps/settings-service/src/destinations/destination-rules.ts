import { Destination, type Destination as DestinationValue, faults } from '@joor-bridge/contracts';
import { type FieldError, invalid, OutboundHttp, OutboundRefused } from '@joor-bridge/service-kit';
import { type Connector, connectors } from '@joor-bridge/wms';
import { Injectable } from '@nestjs/common';

/** Which destinations can be saved: known system, options that its connector takes, addresses that may be reached. */
@Injectable()
export class DestinationRules {
  constructor(private readonly outbound: OutboundHttp) {}

  /** @throws 422 naming every field at fault */
  async read(value: unknown): Promise<DestinationValue> {
    const shape = faults(Destination, value ?? {});
    if (shape.length > 0) throw invalid(shape.map((fault) => under('destination', fault)));
    const destination = value as DestinationValue;
    const connector = connectors[destination.system];
    const errors = [
      ...optionErrors(connector, destination.options),
      ...(await this.addressErrors(connector, destination)),
    ];
    if (errors.length > 0) throw invalid(errors);
    return destination;
  }

  private async addressErrors(connector: Connector, destination: DestinationValue): Promise<FieldError[]> {
    if (destination.url === null && connector.defaultUrls.production === null) {
      return [
        { field: 'destination.url', message: `is required: ${connector.title} has no address of its own` },
      ];
    }
    const given = (['url', 'sandboxUrl'] as const).map(async (field) => {
      const url = destination[field];
      return url === null ? [] : this.addressError(`destination.${field}`, url);
    });
    return (await Promise.all(given)).flat();
  }

  private async addressError(field: string, url: string): Promise<FieldError[]> {
    try {
      await this.outbound.check(url);
      return [];
    } catch (error) {
      if (error instanceof OutboundRefused) return [{ field, message: `cannot be used: ${error.message}` }];
      throw error;
    }
  }
}

function optionErrors(connector: Connector, options: DestinationValue['options']): FieldError[] {
  const declared: Record<string, { default?: unknown }> = connector.options.properties;
  const defaults = Object.entries(declared).flatMap(([name, schema]) =>
    'default' in schema ? [[name, schema.default] as const] : [],
  );
  const filled = { ...Object.fromEntries(defaults), ...options };
  const found = faults(connector.options, filled);
  const misfit = found.length === 0 ? connector.misfit(options) : null;
  if (misfit) found.push({ field: misfit.option, message: misfit.message });
  return found.map((fault) => under('destination.options', fault));
}

const under = (place: string, { field, message }: FieldError): FieldError => ({
  field: field === '' ? place : `${place}.${field}`,
  message,
});
