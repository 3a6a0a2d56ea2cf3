import { ApiProperty } from '@nestjs/swagger';

export class PushedRowDto {
  @ApiProperty({ description: '"" where the row names none.' }) sku: string;
  @ApiProperty() warehouse: string;
  @ApiProperty() accepted: boolean;
  @ApiProperty({ required: false, description: 'Why it was not accepted, and what to do.' }) reason?: string;
}

export class StockPushedDto {
  @ApiProperty({ type: [PushedRowDto], description: 'One for each row, in the order given.' })
  results: PushedRowDto[];
}
