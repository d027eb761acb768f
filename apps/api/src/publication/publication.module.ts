import { Module } from '@nestjs/common';
import { OpenData } from './open-data';
import { PictureShelf } from './picture-shelf';
import { PublicationTicker } from './publication-ticker';
import { PublicationController } from './publication.controller';
import { PublicationRepository } from './publication.repository';
import { PublicationService } from './publication.service';
import { PublicationShelves } from './publication-shelves';
import { Publisher } from './publisher';
import { PublisherLease } from './publisher-lease.repository';
import { ReleaseShelf } from './release-shelf';
import { TreeMaker } from './tree-maker';

@Module({
  controllers: [PublicationController],
  providers: [
    OpenData,
    PictureShelf,
    PublicationRepository,
    PublicationService,
    PublicationShelves,
    PublicationTicker,
    Publisher,
    PublisherLease,
    ReleaseShelf,
    TreeMaker,
  ],
})
export class PublicationModule {}
