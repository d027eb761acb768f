import { Injectable } from '@nestjs/common';
import { OpenData } from './open-data';
import { PictureShelf } from './picture-shelf';
import { ReleaseShelf } from './release-shelf';

/** What is brought into the tree besides figures. */
@Injectable()
export class PublicationShelves {
  constructor(
    readonly pictures: PictureShelf,
    readonly releases: ReleaseShelf,
    readonly openData: OpenData,
  ) {}
}
