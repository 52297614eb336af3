package io.servelab.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Holds the order of packages in which docs/architecture.md presents the code. */
@AnalyzeClasses(packages = "io.servelab", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  /** A package may import only itself and those before it. */
  private static final List<String> ORDER =
      List.of(
          "error",
          "hardware",
          "model",
          "perf",
          "op",
          "layers",
          "step",
          "engine",
          "estimate",
          "search",
          "study",
          "bulk",
          "artifact",
          "accuracy",
          "notebook",
          "table",
          "plot");

  @ArchTest
  static final ArchRule PACKAGES_FORM_NO_CYCLES =
      slices().matching("io.servelab.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule ONLY_LOADERS_KNOW_JACKSON =
      noClasses()
          .that()
          .resideInAnyPackage(packages("perf", "op", "layers", "step", "estimate", "search"))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml..");

  @ArchTest
  static final ArchRule ONLY_TABLES_AND_PLOTS_KNOW_TABLESAW =
      noClasses()
          .that()
          .resideInAnyPackage(
              packages(
                  "error",
                  "hardware",
                  "model",
                  "perf",
                  "op",
                  "layers",
                  "step",
                  "engine",
                  "estimate",
                  "search",
                  "study",
                  "bulk",
                  "artifact",
                  "accuracy"))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("tech.tablesaw..");

  @ArchTest
  static final ArchRule ONLY_ONE_PACKAGE_KNOWS_A_KERNEL =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.servelab.notebook.jjava..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.dflib..");

  @ArchTest
  static final ArchRule PUBLIC_CLASSES_ARE_FINAL =
      classes()
          .that()
          .arePublic()
          .and()
          .areNotInterfaces()
          .and()
          .areNotEnums()
          .and(notSealed())
          .should()
          .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL)
          .allowEmptyShould(true);

  @Test
  void importsPointUpTheList() {
    var all =
        new com.tngtech.archunit.core.importer.ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.servelab");
    List<String> breaches = new ArrayList<>();
    for (int index = 0; index < ORDER.size() - 1; index++) {
      String[] later = packages(ORDER.subList(index + 1, ORDER.size()).toArray(String[]::new));
      var result =
          noClasses()
              .that()
              .resideInAPackage("io.servelab." + ORDER.get(index) + "..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(later)
              .allowEmptyShould(true)
              .evaluate(all);
      breaches.addAll(result.getFailureReport().getDetails());
    }
    Assertions.assertEquals(List.of(), breaches);
  }

  private static String[] packages(String... names) {
    String[] full = new String[names.length];
    for (int index = 0; index < names.length; index++) {
      // The kernel adapter below notebook sees tables and plots; the rest of it does not.
      boolean leaf = names[index].equals("notebook");
      full[index] = "io.servelab." + names[index] + (leaf ? "" : "..");
    }
    return full;
  }

  private static DescribedPredicate<JavaClass> notSealed() {
    return new DescribedPredicate<>("not the sealed root of a family") {
      @Override
      public boolean test(JavaClass candidate) {
        return !candidate.reflect().isSealed();
      }
    };
  }
}
