import { ApiProperty } from '@nestjs/swagger';

export class ProductAnswerDto {
  @ApiProperty({ description: '"" where the product names none.' }) styleNumber: string;
  @ApiProperty({ enum: ['accepted', 'refused'] }) status: 'accepted' | 'refused';
  @ApiProperty({ required: false, description: 'Why it was refused, and what to do.' }) reason?: string;
}

export class ProductsPushedDto {
  @ApiProperty({ type: 'integer' }) accepted: number;
  @ApiProperty({ type: 'integer' }) refused: number;
  @ApiProperty({ type: 'integer', description: 'Of those accepted: new, or other than before.' })
  changed: number;
  @ApiProperty({ type: [ProductAnswerDto], description: 'One for each product, in the order given.' })
  results: ProductAnswerDto[];
}
