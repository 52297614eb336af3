package io.servelab.artifact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.servelab.artifact.file.ArtifactFile;
import io.servelab.artifact.file.ExplainedFlag;
import io.servelab.artifact.plan.DeploymentPlan;
import io.servelab.artifact.plan.StudyRecord;
import io.servelab.artifact.setting.NotExpressible;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of a bundle that tell where it comes from: {@code prediction.yaml}, {@code study.yaml},
 * {@code flags.csv} and {@code README.md}.
 *
 * @param plan what was generated
 * @param explained every flag with its reason
 * @param missing what the files do not say
 * @param warnings what a reader must know
 */
record Records(
    DeploymentPlan plan,
    List<ExplainedFlag> explained,
    List<NotExpressible> missing,
    List<String> warnings) {

  List<ArtifactFile> files(List<ArtifactFile> generated) {
    List<ArtifactFile> files = new ArrayList<>();
    files.add(ArtifactFile.of("prediction.yaml", new PredictionFile(plan).text()));
    plan.basis()
        .study()
        .map(StudyRecord::yaml)
        .ifPresent(yaml -> files.add(ArtifactFile.of("study.yaml", yaml)));
    files.add(ArtifactFile.of("flags.csv", csv()));
    files.add(
        ArtifactFile.of("README.md", new BundleReadme(plan, missing, warnings).text(generated)));
    return files;
  }

  private String csv() {
    CsvMapper mapper =
        CsvMapper.csvBuilder().enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING).build();
    CsvSchema schema =
        CsvSchema.builder()
            .addColumn("file")
            .addColumn("role")
            .addColumn("flag")
            .addColumn("value")
            .addColumn("why")
            .addColumn("origin")
            .setUseHeader(true)
            .build();
    try {
      return mapper
          .writer(schema)
          .writeValueAsString(
              explained.stream()
                  .map(
                      row ->
                          new String[] {
                            row.file(), row.role(), row.flag(), row.value(), row.why(), row.origin()
                          })
                  .toList());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
