-- Time-lapses that were asked for: made once, from the film of the render.
CREATE TABLE "Video" (
    "renderId" TEXT NOT NULL,
    "webpKey" TEXT,
    "mp4Key" TEXT,
    "failure" TEXT,
    "requestedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Video_pkey" PRIMARY KEY ("renderId")
);

ALTER TABLE "Video" ADD CONSTRAINT "Video_renderId_fkey" FOREIGN KEY ("renderId") REFERENCES "Render"("id") ON DELETE CASCADE ON UPDATE CASCADE;
